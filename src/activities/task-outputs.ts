import type { CodeableConcept, Task, TaskOutput as FhirTaskOutput } from 'fhir/r5';
import type { AnyResource, Identifier, Issue, ActivityWarnings, TaskOutput } from '../contract/index.js';
import type { Edition } from '../editions/index.js';
import { objectsIn } from '../fhir/index.js';
import { createWarning } from './oddities.js';

/** The outputs of a completed Task, in one form for all forms that services use. */
export interface ReadOutputs extends ActivityWarnings {
  outputs: TaskOutput[];
}

/**
 * Reads a completed Task's outputs: references (literal, logical, or to a contained resource) and identifiers. Any other
 * value is unreliable, and is reported.
 */
export function readOutputs(task: Task, edition: Edition): ReadOutputs {
  const warnings: Issue[] = [];
  const outputs = objectsIn(task.output).map((output, index): TaskOutput => {
    const expression = `Task.output[${index}]`;
    const { reference, identifier } = asObject(output.valueReference) ?? {};
    const literal = asText(reference);
    const stated = asObject(identifier) ?? asObject(output.valueIdentifier);
    const contained = literal?.startsWith('#') === true ? findContained(task, literal.slice(1)) : undefined;
    const read: TaskOutput = {
      type: readType(output.type, edition),
      reference: literal,
      identifier: readIdentifier(stated),
      ...(contained === undefined ? {} : { contained }),
    };
    const problems = findProblems(output, read, stated, edition);
    warnings.push(...problems.map(([code, text]) => createWarning(code, text, expression)));
    return read;
  });
  return { outputs, warnings };
}

/** Reads the output's type: the code of any coding that the edition defines, else the first code, else the text. */
function readType(type: CodeableConcept | undefined, edition: Edition): string {
  const codes = objectsIn(type?.coding).flatMap(({ code }) => asText(code) ?? []);
  return codes.find((code) => isKnown(code, edition)) ?? codes[0] ?? asText(type?.text) ?? 'unknown';
}

function isKnown(code: string, { outputs }: Edition): boolean {
  return Object.values(outputs).some((codes) => codes.includes(code));
}

/** Finds the unusable parts of an output, as code and text. */
function findProblems(
  output: FhirTaskOutput,
  { type, reference, identifier, contained }: TaskOutput,
  stated: object | null,
  edition: Edition,
): [code: string, text: string][] {
  const problems: [string, string][] = [];
  if (!isKnown(type, edition)) {
    problems.push(['code-invalid', `the output's type "${type}" is not in edition ${edition.name}`]);
  }
  if (reference?.startsWith('#') === true && contained === undefined) {
    problems.push(['not-found', `the Task does not contain the resource ${reference}`]);
  }
  if (stated !== null && identifier === null) {
    problems.push(['incomplete', "the output's identifier lacks its system or its value"]);
  } else if (reference === null && identifier === null) {
    problems.push(['structure', `the output has ${describeValue(output)} and is not used`]);
  }
  return problems;
}

function describeValue(output: FhirTaskOutput): string {
  const values = Object.keys(output).filter((key) => key.startsWith('value'));
  if (values.length === 0) return 'no value';
  return values.includes('valueReference')
    ? 'a reference with neither address nor identifier'
    : `${values.join(', ')}, neither a reference nor an identifier,`;
}

function findContained(task: Task, id: string): AnyResource | undefined {
  const contained = objectsIn<AnyResource>(task.contained);
  return contained.find((resource) => resource.id === id);
}

/** Reads an identifier. Null if its system or its value is missing. */
export function readIdentifier(identifier: unknown): Identifier | null {
  const { system, value } = (asObject(identifier) ?? {}) as Partial<Record<keyof Identifier, unknown>>;
  const whole = { system: asText(system), value: asText(value) };
  return whole.system === null || whole.value === null ? null : { system: whole.system, value: whole.value };
}

function asObject<T extends object>(value: T | undefined): T | null;
function asObject(value: unknown): object | null;
function asObject(value: unknown): object | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
}

function asText(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}
