import type { CodeableConcept, Task, TaskOutput as FhirTaskOutput } from 'fhir/r5';
import type { AnyResource, Identifier, Issue, ActivityWarnings, TaskOutput } from '../contract/index.js';
import type { Edition } from '../editions/index.js';
import { objectsIn } from '../fhir/index.js';
import { createWarning } from './oddities.js';

/** The outputs of a completed Task in one form, whatever form the service gave them. */
export interface OutputsRead extends ActivityWarnings {
  outputs: TaskOutput[];
}

/**
 * Reads a completed Task's outputs: references (literal, logical, or to a contained resource) and identifiers. Any
 * other value says nothing that could be relied on: it is reported.
 */
export function outputsOf(task: Task, edition: Edition): OutputsRead {
  const warnings: Issue[] = [];
  const outputs = objectsIn(task.output).map((output, index): TaskOutput => {
    const expression = `Task.output[${index}]`;
    const { reference, identifier } = objectOf(output.valueReference) ?? {};
    const literal = nonEmpty(reference);
    const stated = objectOf(identifier) ?? objectOf(output.valueIdentifier);
    const contained = literal?.startsWith('#') === true ? containedIn(task, literal.slice(1)) : undefined;
    const read: TaskOutput = {
      type: typeOf(output.type, edition),
      reference: literal,
      identifier: wholeIdentifier(stated),
      ...(contained === undefined ? {} : { contained }),
    };
    const problems = problemsOf(output, read, stated, edition);
    warnings.push(...problems.map(([code, text]) => createWarning(code, text, expression)));
    return read;
  });
  return { outputs, warnings };
}

/** The code that the edition knows, of whichever coding; else the first one, else the text. */
function typeOf(type: CodeableConcept | undefined, edition: Edition): string {
  const codes = objectsIn(type?.coding).flatMap(({ code }) => nonEmpty(code) ?? []);
  return codes.find((code) => isKnown(code, edition)) ?? codes[0] ?? nonEmpty(type?.text) ?? 'unknown';
}

function isKnown(code: string, { outputs }: Edition): boolean {
  return Object.values(outputs).some((codes) => codes.includes(code));
}

/** Code and text of what cannot be used. */
function problemsOf(
  output: FhirTaskOutput,
  { type, reference, identifier, contained }: TaskOutput,
  stated: object | null,
  edition: Edition,
): [code: string, text: string][] {
  const problems: [string, string][] = [];
  if (!isKnown(type, edition)) {
    problems.push(['code-invalid', `the output's type "${type}" is none of edition ${edition.name}`]);
  }
  if (reference?.startsWith('#') === true && contained === undefined) {
    problems.push(['not-found', `the Task contains no resource ${reference}`]);
  }
  if (stated !== null && identifier === null) {
    problems.push(['incomplete', "the output's identifier lacks its system or its value"]);
  } else if (reference === null && identifier === null) {
    problems.push(['structure', `the output has ${valueOf(output)} and is not used`]);
  }
  return problems;
}

function valueOf(output: FhirTaskOutput): string {
  const values = Object.keys(output).filter((key) => key.startsWith('value'));
  if (values.length === 0) return 'no value';
  return values.includes('valueReference')
    ? 'a reference with neither address nor identifier'
    : `${values.join(', ')}, neither a reference nor an identifier,`;
}

function containedIn(task: Task, id: string): AnyResource | undefined {
  const contained = objectsIn<AnyResource>(task.contained);
  return contained.find((resource) => resource.id === id);
}

/** An identifier with its system and its value; null where it lacks one of them. */
export function wholeIdentifier(identifier: unknown): Identifier | null {
  const { system, value } = (objectOf(identifier) ?? {}) as Partial<Record<keyof Identifier, unknown>>;
  const whole = { system: nonEmpty(system), value: nonEmpty(value) };
  return whole.system === null || whole.value === null ? null : { system: whole.system, value: whole.value };
}

function objectOf<T extends object>(value: T | undefined): T | null;
function objectOf(value: unknown): object | null;
function objectOf(value: unknown): object | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
}

function nonEmpty(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}
