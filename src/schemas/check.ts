import type { z } from 'zod';
import type { Issue } from '../contract/index.js';

type ZodIssue = z.core.$ZodIssue;

/** Result of a check: the value with its type, or all issues. */
export type Checked<T> = { value: T; issues: [] } | { value: null; issues: Issue[] };

/**
 * Checks data from outside. Each issue names its place (`product.ingredients[0].strength.value`) and the remedy.
 *
 * @param at prefix of the places, for example `product`
 */
export function check<T>(schema: z.ZodType<T>, data: unknown, at = ''): Checked<T> {
  const result = schema.safeParse(data, { reportInput: true });
  return result.success
    ? { value: result.data, issues: [] }
    : { value: null, issues: issuesOf(result.error, at) };
}

function issuesOf(error: z.ZodError, at: string): Issue[] {
  return error.issues
    .flatMap((issue) => flatten(issue, []))
    .map(({ path, message, code }) => ({
      severity: 'error',
      code,
      text: message,
      expression: [formatPath(at, path)],
    }));
}

interface Finding {
  path: PropertyKey[];
  message: string;
  code: string;
}

function flatten(issue: ZodIssue, parent: PropertyKey[]): Finding[] {
  const path = [...parent, ...issue.path];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        message: 'is not a known field',
        code: 'structure',
      }));
    case 'invalid_union':
      return flattenUnion(issue, path);
    case 'invalid_type':
      return [createTypeFinding(path, issue.input, [issue.expected])];
    case 'invalid_value':
      if (issue.input === undefined) return [createMissingFinding(path)];
      return [
        {
          path,
          message: `must be ${issue.values.map((each) => JSON.stringify(each)).join(' or ')}`,
          code: 'value',
        },
      ];
    case 'custom':
      return [{ path, message: issue.message, code: 'invariant' }];
    default:
      return [{ path, message: issue.message, code: 'value' }];
  }
}

/** Reports the branch of a union whose type fits the input, because the caller can act on its errors. */
function flattenUnion(issue: z.core.$ZodIssueInvalidUnion, path: PropertyKey[]): Finding[] {
  const typeErrors = issue.errors.map((branch) =>
    branch.find((each) => each.code === 'invalid_type' && each.path.length === 0),
  );
  const fitting = issue.errors.find((_, index) => typeErrors[index] === undefined);
  if (fitting !== undefined) return fitting.flatMap((each) => flatten(each, path));
  const expected = typeErrors.flatMap((each) => (each?.code === 'invalid_type' ? [each.expected] : []));
  return [createTypeFinding(path, issue.input, expected)];
}

function createMissingFinding(path: PropertyKey[]): Finding {
  return { path, message: 'is missing', code: 'required' };
}

function createTypeFinding(path: PropertyKey[], input: unknown, expected: string[]): Finding {
  if (input === undefined) return createMissingFinding(path);
  const names = expected.map((type) => TYPE_NAMES[type] ?? type);
  return { path, message: `must be ${names.join(' or ')}`, code: 'structure' };
}

const TYPE_NAMES: Record<string, string> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
};

function formatPath(at: string, path: PropertyKey[]): string {
  const text = path.reduce<string>((before, key) => {
    if (typeof key === 'number') return `${before}[${key}]`;
    return before === '' ? String(key) : `${before}.${String(key)}`;
  }, at);
  return text === '' ? 'input' : text;
}
