import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startSandbox, type Sandbox } from '../../sandbox/index.js';
import { Client, errorsOf } from './support/client.js';
import { changed, type Change } from './support/drafts.js';
import { goodGsidTask } from './support/good-tasks.js';
import { differenceOf, placesOf, surprisesIn } from './support/surprises.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ pace: 'manual' });
});
afterAll(() => sandbox.close());

const errors = async (...changes: Change[]): Promise<string[]> =>
  errorsOf((await new Client(sandbox, '2025-01').validate(changed(goodGsidTask(), ...changes))).json);

const SUBSTANCE = 'contained.0';
const AT = 'Task.contained[0]';
const CODES = `${SUBSTANCE}.code.0.code.coding`;
const UNII = 'https://open.fda.gov/data/unii';

const cases: [rule: string, change: Change, where: string][] = [
  ['Task.status is requested', ['status', 'received'], 'Task.status'],
  ['Task.intent is proposal', ['intent', 'plan'], 'Task.intent'],
  ['Task.identifier is needed', ['identifier'], 'Task.identifier'],
  ['Task.authoredOn is needed', ['authoredOn'], 'Task.authoredOn'],
  ['Task.lastModified is needed', ['lastModified'], 'Task.lastModified'],
  ['the input is needed', ['input.0.type', { text: 'x' }], 'Task.input[0].type'],
  ['its type is the substance', ['input.0.type.coding.0.code', 'mpd-request-resource'], 'Task.input[0].type'],
  ['the substance has a status', [`${SUBSTANCE}.status`], `${AT}.status`],
  ['the substance has a domain', [`${SUBSTANCE}.domain`], `${AT}.domain`],
  [
    'it has no identifier, because the request is for one',
    [`${SUBSTANCE}.identifier`, [{ value: 'GSID1' }]],
    `${AT}.identifier`,
  ],
  ['it has a name', [`${SUBSTANCE}.name`], `${AT}.name`],
  ['and only one', [`${SUBSTANCE}.name.1`, { name: 'S', preferred: false, language: en() }], `${AT}.name`],
  ['the name says whether it is preferred', [`${SUBSTANCE}.name.0.preferred`], `${AT}.name[0].preferred`],
  ['the name has a language', [`${SUBSTANCE}.name.0.language`], `${AT}.name[0].language`],
  [
    'which is a common one',
    [`${SUBSTANCE}.name.0.language.0.coding.0.code`, 'ga'],
    `${AT}.name[0].language[0]`,
  ],
  ['a code has a coding', [`${SUBSTANCE}.code.0.code`, { text: 'x' }], `${AT}.code[0].code.coding`],
  ['with a system', [`${CODES}.0.system`], `${AT}.code[0].code.coding[0].system`],
  ['and a code', [`${CODES}.0.code`], `${AT}.code[0].code.coding[0].code`],
  ['at most one UNII', [`${CODES}.1`, { system: UNII, code: 'UNII2' }], `${AT}.code[0].code.coding`],
  [
    'an output would be a SubstanceDefinition',
    ['output', [{ type: { text: 'gsid' }, valueString: 'x' }]],
    'Task.output[0].type',
  ],
];

function goodInputType(): unknown {
  return (goodGsidTask().input as [{ type: unknown }])[0].type;
}

function en(): unknown[] {
  return [{ coding: [{ system: 'urn:ietf:bcp:47', code: 'en' }] }];
}

describe('a GSID request of edition 2025-01', () => {
  it('is valid as the tests build it, and breaks each rule of the table where it says', async () => {
    expect(await errors()).toEqual([]);
    const surprises = await surprisesIn(
      cases,
      ([rule, , where]) => `${rule} (${where})`,
      async ([, change, where]) => differenceOf(placesOf(await errors(change)), [where]),
    );
    expect(surprises).toEqual([]);
  });

  it('has an input that refers to the substance, which nothing else refers to', async () => {
    const input = { type: goodInputType(), valueString: '#substance' };
    expect(await errors(['input.0', input])).toEqual([
      expect.stringContaining('dom-3'),
      expect.stringMatching(/^Task\.input\[0\]\.value: .*valueReference/),
    ]);
  });

  it('contains the substance and nothing else, with one input', async () => {
    const task = goodGsidTask();
    const both = changed(
      task,
      ['contained.1', { resourceType: 'Organization', id: 'other', name: 'Other' }],
      ['input.1', { type: goodInputType(), valueReference: { reference: '#other' } }],
    );
    const { json } = await new Client(sandbox, '2025-01').validate(both);
    expect(errorsOf(json)).toEqual([
      expect.stringMatching(/^Task\.contained: .*at most 1/),
      expect.stringMatching(/^Task\.input: .*at most 1/),
      expect.stringContaining('refers to a SubstanceDefinition; not to a Organization'),
    ]);
  });

  it('may carry a note, an active status, codes of other systems, and no code at all', async () => {
    const found = await errors(
      [`${SUBSTANCE}.note`, [{ text: 'a remark' }]],
      [`${SUBSTANCE}.status.coding.0.code`, 'active'],
      [
        CODES,
        [
          { system: 'urn:a', code: '1' },
          { system: 'urn:a', code: '2' },
        ],
      ],
    );
    expect(found).toEqual([]);
    expect(await errors([`${SUBSTANCE}.code`])).toEqual([]);
  });
});
