import type { SubstanceDefinition, Task } from 'fhir/r5';
import {
  type Rule,
  all,
  contain,
  count,
  hasCode,
  pointsAt,
  put,
  putIn,
  single,
  substances,
  text,
  twiceInput,
} from './rule.js';

const SD = 'SubstanceDefinition';
const INPUT_TYPE = 'http://who-umc.org/idmp/CodeSystem/task-input-type';
/** Those of R5's value set that the requests here use. */
const COMMON_LANGUAGES = ['en', 'nl'];
const CODE_SYSTEMS: Record<string, string> = {
  UNII: 'https://open.fda.gov/data/unii',
  CAS: 'http://example.org/cas',
  'EU-SRS': 'http://example.org/eu-srs',
};

/** Rules of a GSID request (2025-01 alone has them). */
export const substanceRules: Rule[] = [
  {
    name: 'Task.identifier 1..*',
    holds: ({ identifier }) => count(identifier) >= 1,
    broken: put('identifier'),
  },
  {
    name: 'Task.contained 1..1, the substance',
    holds: (task) => count(task.contained) === 1 && substances(task).length === 1,
    broken: (task: Task): void => {
      contain({ resourceType: 'Organization', id: 'o', name: 'Somebody' })(task);
      Object.assign(task.contained?.[0] as SubstanceDefinition, { manufacturer: [{ reference: '#o' }] });
    },
  },
  {
    name: 'Task.input 1..1',
    holds: ({ input }) => count(input) === 1,
    broken: twiceInput('substance-request-resource'),
  },
  {
    name: 'Task.input is typed substance-request-resource and refers to the substance',
    holds: (task) =>
      all(
        task.input ?? [],
        ({ type, valueReference }) =>
          hasCode(type, INPUT_TYPE, 'substance-request-resource') &&
          pointsAt(valueReference?.reference, substances(task)),
      ),
    broken: put('input.0.type.coding.0.code', 'mpd-request-resource'),
  },
  {
    name: `${SD}.id 1..1`,
    holds: (task) => all(substances(task), ({ id }) => text(id)),
    broken: putIn(SD, 'id'),
  },
  {
    name: `${SD}.status 1..1`,
    holds: (task) => all(substances(task), ({ status }) => single(status)),
    broken: putIn(SD, 'status'),
  },
  {
    name: `${SD}.domain 1..1`,
    holds: (task) => all(substances(task), ({ domain }) => single(domain)),
    broken: putIn(SD, 'domain'),
  },
  {
    name: `${SD}.identifier 0..0`,
    holds: (task) => all(substances(task), ({ identifier }) => identifier === undefined),
    broken: putIn(SD, 'identifier', [{ system: 'http://who-umc.org/idmp/gsid', value: 'GSID1' }]),
  },
  {
    name: `${SD}.name 1..1`,
    holds: (task) => all(substances(task), ({ name }) => count(name) === 1),
    broken: (task: Task): void => {
      const names = substances(task)[0]?.name;
      names?.push(structuredClone(names[0] as NonNullable<typeof names>[number]));
    },
  },
  {
    name: `${SD}.name.preferred 1..1`,
    holds: (task) =>
      all(substances(task), ({ name = [] }) => all(name, ({ preferred }) => typeof preferred === 'boolean')),
    broken: putIn(SD, 'name.0.preferred'),
  },
  {
    name: `${SD}.name.language 1..* of the common languages`,
    holds: (task) =>
      all(substances(task), ({ name = [] }) =>
        all(name, ({ language = [] }) =>
          all(language, (each) => COMMON_LANGUAGES.some((code) => hasCode(each, 'urn:ietf:bcp:47', code))),
        ),
      ),
    // Latin is a language, and not a common one.
    broken: putIn(SD, 'name.0.language.0.coding.0.code', 'la'),
  },
  {
    name: `${SD}.code.code.coding 1..* with system and code`,
    holds: (task) =>
      substances(task).every(({ code: codes = [] }) =>
        codes.every(({ code }) =>
          all(code?.coding ?? [], ({ system, code: value }) => text(system) && text(value)),
        ),
      ),
    broken: putIn(SD, 'code', [{ code: { text: 'UNII1' } }]),
  },
  ...Object.entries(CODE_SYSTEMS).map(([name, system]): Rule => ({
    name: `${SD}.code.code.coding: at most one of ${name}`,
    holds: (task) =>
      substances(task).every(({ code: codes = [] }) =>
        codes.every(({ code }) => (code?.coding ?? []).filter((each) => each.system === system).length <= 1),
      ),
    broken: putIn(SD, 'code', [
      {
        code: {
          coding: [
            { system, code: '1' },
            { system, code: '2' },
          ],
        },
      },
    ]),
  })),
];
