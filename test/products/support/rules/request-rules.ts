import type { FhirResource } from 'fhir/r5';
import {
  type Rule,
  all,
  contain,
  count,
  dateTime,
  hasCode,
  pointsAt,
  put,
  referencesIn,
  single,
  some,
} from './rule.js';

/** Rules of every request Task. */
export function requestRules(base: string, profile: string, code: string): Rule[] {
  const url = `${base}/StructureDefinition/${profile}`;
  const system = `${base}/CodeSystem/task-request-code`;
  return [
    {
      name: `Task.meta.profile claims ${profile}, and no other`,
      holds: ({ meta }) => meta?.profile?.length === 1 && meta.profile[0] === url,
      broken: put('meta.profile', ['http://example.org/StructureDefinition/Other']),
    },
    {
      name: 'Task.status is requested',
      holds: ({ status }) => status === 'requested',
      broken: put('status', 'draft'),
    },
    {
      name: 'Task.intent is proposal',
      holds: ({ intent }) => intent === 'proposal',
      broken: put('intent', 'order'),
    },
    {
      name: `Task.code 1..1 is ${code}`,
      holds: (task) => single(task.code) && hasCode(task.code, system, code),
      broken: put('code', { coding: [{ system, code: 'other-request' }] }),
    },
    {
      name: 'inv-1: lastModified is not before authoredOn, in the same precision',
      holds: ({ authoredOn = '', lastModified = '' }) =>
        authoredOn.includes('T') === lastModified.includes('T') &&
        Date.parse(lastModified) >= Date.parse(authoredOn),
      broken: put('lastModified', '2001-01-01T00:00:00Z'),
    },
    {
      name: 'tsk-1: no Task.restriction',
      holds: ({ restriction }) => restriction === undefined,
      broken: put('restriction', { repetitions: 1 }),
    },
    {
      name: 'dom-2: nothing contained in what is contained',
      holds: (task) => all(task.contained ?? [], (each) => !('contained' in each)),
      broken: put('contained.0.contained', [{ resourceType: 'Organization', id: 'inner', name: 'Inner' }]),
    },
    {
      name: 'dom-3: each contained resource is referred to',
      holds: (task) => {
        const references = referencesIn({ ...task, contained: task.contained });
        return all(task.contained ?? [], ({ id }) => id !== undefined && references.includes(`#${id}`));
      },
      broken: contain({ resourceType: 'Organization', id: 'lonely', name: 'Lonely' }),
    },
    {
      name: 'dom-4: no versionId and no lastUpdated in what is contained',
      holds: (task) =>
        all(task.contained ?? [], ({ meta }) => !some(meta?.versionId) && !some(meta?.lastUpdated)),
      broken: put('contained.0.meta', { versionId: '4' }),
    },
    {
      name: 'dom-5: no security label on what is contained',
      holds: (task) => all(task.contained ?? [], ({ meta }) => count(meta?.security) === 0),
      broken: put('contained.0.meta', { security: [{ code: 'R' }] }),
    },
    {
      name: 'each reference to a contained resource finds one',
      holds: (task) =>
        all(
          referencesIn(task).filter((each) => each.startsWith('#')),
          (reference) => pointsAt(reference, task.contained ?? []),
        ),
      broken: put('input.0.valueReference.reference', '#nothing-there'),
    },
    {
      name: 'the ids of contained resources are their own',
      holds: ({ contained: all = [] }) => new Set(all.map(({ id }) => id)).size === all.length,
      broken: (task) => task.contained?.push(structuredClone(task.contained[0] as FhirResource)),
    },
  ];
}

/** What no profile says, and a client keeps all the same: the server alone gives ids and versions. */
export function clientRules(tracking: { system: string; value: string }): Rule[] {
  return [
    {
      name: 'no Task.id',
      holds: ({ id }) => id === undefined,
      broken: put('id', '4711'),
      enforced: false,
    },
    {
      name: 'no Task.meta.versionId and no Task.meta.lastUpdated',
      holds: ({ meta }) => !some(meta?.versionId) && !some(meta?.lastUpdated),
      broken: put('meta.versionId', '1'),
      enforced: false,
    },
    {
      name: 'Task.identifier carries the tracking identifier once',
      holds: ({ identifier = [] }) =>
        identifier.filter(({ system, value }) => system === tracking.system && value === tracking.value)
          .length === 1,
      broken: put('identifier', [{ system: 'http://requester.example/id', value: 'R-1' }]),
      enforced: false,
    },
  ];
}

export function dates(cardinality: '1..1' | '0..1'): Rule[] {
  return (['authoredOn', 'lastModified'] as const).map((name) => ({
    name: `Task.${name} ${cardinality}`,
    holds: (task) =>
      cardinality === '1..1' ? dateTime(task[name]) : task[name] === undefined || dateTime(task[name]),
    broken: put(name, cardinality === '1..1' ? undefined : ['2026-05-20', '2026-05-21']),
  }));
}
