import type { FhirResource, TaskInput } from 'fhir/r5';
import type { Issue } from '../contract/index.js';
import type { Edition, InputRule, RequestRules } from '../editions/index.js';
import { createProblem, RequestProblem } from './request-problem.js';

/**
 * Creates one input for each contained resource, in their order, with the edition's type code. R5 rule dom-3 requires a
 * reference to each of them. Other given inputs follow.
 *
 * @throws RequestProblem for an input that refers to a missing contained resource, or that has one of the edition's types
 * without a reference to a contained resource. The profiles fix both.
 */
export function createTaskInputs(
  given: TaskInput[],
  resources: FhirResource[],
  rules: RequestRules,
  edition: Edition,
): TaskInput[] {
  const references = new Set(resources.map((resource) => `#${resource.id}`));
  const isContained = (input: TaskInput): boolean => references.has(input.valueReference?.reference ?? '');
  const issues = given.flatMap((input, index) =>
    isContained(input) ? [] : findStrayInput(input, `task.input[${index}]`, edition),
  );
  if (issues.length > 0) throw new RequestProblem('InvalidRequest', issues);
  const typed = resources.flatMap((resource) => {
    const rule = rules.inputs.find((input) => input.resourceType === resource.resourceType);
    if (rule === undefined) return [];
    const own = given.find((input) => input.valueReference?.reference === `#${resource.id}`);
    return [
      {
        ...own,
        type: createInputType(rule, edition),
        valueReference: { ...own?.valueReference, reference: `#${resource.id}` },
      },
    ];
  });
  return [...typed, ...given.filter((input) => !isContained(input))];
}

function findStrayInput(input: TaskInput, place: string, edition: Edition): Issue[] {
  const reference = input.valueReference?.reference;
  if (reference?.startsWith('#') === true) {
    return [createProblem(place, 'not-found', `refers to ${reference}, which the Task does not contain`)];
  }
  const coding = input.type?.coding?.find(({ system }) => system === edition.systems.inputType);
  if (coding === undefined) return [];
  const text = `has the type ${coding.code}, which needs a reference to a contained resource of the Task`;
  return [createProblem(place, 'value', text)];
}

function createInputType(rule: InputRule, edition: Edition): TaskInput['type'] {
  return { coding: [{ system: edition.systems.inputType, code: rule.code, display: rule.display }] };
}
