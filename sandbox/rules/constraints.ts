import type { Issue } from '../http/outcome.js';
import { isObject, object, objects, text, type Json, type JsonObject } from '../json.js';
import { error } from './findings.js';

/** A profile's demands on the elements at a path; `min` and `max` count per existing parent. */
export interface Constraint {
  path: string;
  min?: number;
  max?: number;
  /** The only value that the element, where it is there, may have. */
  fixed?: string;
  /** A CodeableConcept that needs a coding of this system with one of these codes (required binding). */
  bound?: { system: string; codes: readonly string[] };
  /** A CodeableConcept that needs a language: any of BCP-47, or a common one. */
  language?: (code: string) => boolean;
  /** Resource types that a Reference may point at. */
  targets?: readonly string[];
  /** The only type a choice may have, as its full element name: `strengthQuantity`. */
  only?: string;
}

/** An element that was found, with its place. */
interface Found {
  value: Json;
  path: string;
}

function members(parent: Found, name: string): Found[] {
  if (!isObject(parent.value)) return [];
  const value = parent.value[name];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return [{ value, path: `${parent.path}.${name}` }];
  return value.map((item, index) => ({ value: item, path: `${parent.path}.${name}[${index}]` }));
}

/** Checks one resource against what its profile demands. */
export function checkConstraints(
  resource: JsonObject,
  path: string,
  constraints: readonly Constraint[],
  typeOf: (reference: JsonObject) => string | undefined,
): Issue[] {
  const issues: Issue[] = [];
  const type = text(resource.resourceType) ?? '';
  for (const constraint of constraints) {
    const names = constraint.path.split('.');
    const last = names.pop() ?? '';
    let parents: Found[] = [{ value: resource, path }];
    for (const name of names) parents = parents.flatMap((parent) => members(parent, name));
    for (const parent of parents) {
      const found = members(parent, last);
      issues.push(
        ...counted(constraint, `${type}.${constraint.path}`, found, `${parent.path}.${last}`),
        ...found.flatMap((element) => valueIssues(constraint, `${type}.${constraint.path}`, element, typeOf)),
        ...(constraint.only === undefined ? [] : choices(constraint.only, parent)),
      );
    }
  }
  return issues;
}

function counted(
  { min = 0, max = Infinity }: Constraint,
  name: string,
  found: Found[],
  path: string,
): Issue[] {
  if (found.length < min) {
    return [error('required', `${name}: at least ${min} needed, ${found.length} there.`, path)];
  }
  if (found.length > max) {
    return [error('structure', `${name}: at most ${max} allowed, ${found.length} there.`, path)];
  }
  return [];
}

function valueIssues(
  { fixed, bound, language, targets }: Constraint,
  name: string,
  { value, path }: Found,
  typeOf: (reference: JsonObject) => string | undefined,
): Issue[] {
  if (fixed !== undefined && value !== fixed) {
    return [error('value', `${name} is fixed to "${fixed}"; not ${JSON.stringify(value)}.`, path)];
  }
  const codings = objects(object(value).coding);
  if (
    bound &&
    !codings.some(({ system, code }) => system === bound.system && bound.codes.includes(text(code) ?? ''))
  ) {
    const expected = bound.codes.join(', ');
    return [error('code-invalid', `${name} needs a code of ${bound.system}: ${expected}.`, path)];
  }
  if (
    language &&
    !codings.some(({ system, code }) => system === 'urn:ietf:bcp:47' && language(text(code) ?? ''))
  ) {
    const said = codings.flatMap(({ code }) => text(code) ?? []).join(', ') || 'none';
    return [error('code-invalid', `${name} needs a language code of urn:ietf:bcp:47; found ${said}.`, path)];
  }
  const target = targets && isObject(value) ? typeOf(value) : undefined;
  if (target !== undefined && targets?.includes(target) === false) {
    return [error('value', `${name} refers to ${targets.join(' or ')}; not to ${target}.`, path)];
  }
  return [];
}

function choices(only: string, parent: Found): Issue[] {
  const stem = /^[a-z]+/.exec(only)?.[0] ?? '';
  return Object.keys(object(parent.value))
    .filter((name) => name !== only && new RegExp(`^${stem}[A-Z]`).test(name))
    .map((name) =>
      error('structure', `Only ${only} is allowed here; not ${name}.`, `${parent.path}.${name}`),
    );
}
