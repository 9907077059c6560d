import type { FhirResource, Task, TaskInput } from 'fhir/r5';
import type { EditionName } from '../../../../src/contract/index.js';
import {
  MPD,
  type Rule,
  all,
  contained,
  count,
  inputsCoded,
  pointsAt,
  twiceInput,
  withoutInput,
} from './rule.js';

interface Facts {
  base: string;
  profile: string;
  /** Input codes and the resources that they stand for. */
  inputs: Record<string, FhirResource['resourceType']>;
}

const INPUTS_2025_01 = {
  'mpd-request-resource': MPD,
  'ingredient-request-resource': 'Ingredient',
  'organization-request-resource': 'Organization',
} as const;
const INPUTS_LATER = { ...INPUTS_2025_01, 'regauth-request-resource': 'RegulatedAuthorization' } as const;

export const FACTS: Record<EditionName, Facts> = {
  '2025-01': { base: 'http://who-umc.org/idmp', profile: 'Task-who-php-phpid', inputs: INPUTS_2025_01 },
  '2025-03': { base: 'http://who-umc.org/idmp', profile: 'Task-who-php-phpid', inputs: INPUTS_LATER },
  '2026-04-poc': { base: 'http://poc.umcterminologies.org', profile: 'Task-phpid-req', inputs: INPUTS_LATER },
  '2026-05': { base: 'http://umcterminologies.org', profile: 'Task-phpid-req', inputs: INPUTS_LATER },
};

/** What a PhPID request contains, and how its inputs are typed. */
export function inputRules({ base, inputs }: Facts): Rule[] {
  const system = `${base}/CodeSystem/task-input-type`;
  const minimum = Object.keys(inputs).length;
  return [
    {
      name: `Task.contained ${minimum}..*`,
      holds: (task) => count(task.contained) >= minimum,
      broken: (task) => task.contained?.splice(minimum - 1),
    },
    {
      name: `Task.input ${minimum}..*`,
      holds: (task) => count(task.input) >= minimum,
      broken: (task) => task.input?.splice(minimum - 1),
    },
    ...Object.entries(inputs).flatMap(([code, type]): Rule[] => {
      const of = (task: Task): TaskInput[] => inputsCoded(task, system, code);
      return [
        code === 'ingredient-request-resource'
          ? { name: `input ${code} 1..*`, holds: (task) => of(task).length > 0, broken: withoutInput(code) }
          : {
              name: `input ${code} 1..1`,
              holds: (task) => of(task).length === 1,
              broken: twiceInput(code),
            },
        {
          name: `input ${code} is a valueReference to a contained ${type}`,
          holds: (task) =>
            all(of(task), ({ valueReference }) =>
              pointsAt(valueReference?.reference, contained(task, type as 'Ingredient')),
            ),
          broken: (task) => {
            const other = type === MPD ? 'Organization' : MPD;
            const id = contained(task, other as 'Ingredient')[0]?.id;
            Object.assign(of(task)[0] as TaskInput, { valueReference: { reference: `#${id}` } });
          },
        },
        {
          name: `each contained ${type} has an input of its own`,
          holds: (task) => of(task).length === contained(task, type as 'Ingredient').length,
          broken: withoutInput(code),
        },
      ];
    }),
    {
      name: 'no input has a code of the guide that the edition does not know',
      holds: (task) =>
        all(
          (task.input ?? [])
            .flatMap(({ type }) => type.coding ?? [])
            .filter((each) => each.system === system),
          ({ code }) => code !== undefined && code in inputs,
        ),
      broken: (task) =>
        task.input?.push({
          type: { coding: [{ system, code: 'substance-of-nobody' }] },
          valueString: 'something',
        }),
    },
  ];
}
