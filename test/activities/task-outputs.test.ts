import { describe, expect, it } from '@jest/globals';
import type { Task, TaskOutput as FhirTaskOutput } from 'fhir/r5';
import { readOutputs } from '../../src/activities/task-outputs.js';
import { EDITION_NAMES } from '../../src/contract/index.js';
import { editionNamed } from '../../src/editions/index.js';

const edition = editionNamed('2026-05');
const APD = 'AdministrableProductDefinition';
const phpid = { coding: [{ system: 'urn:x', code: 'phpid' }] };
const identifier = { system: 'urn:x', value: '1' };

function read(output: object[], changes: Partial<Task> = {}): ReturnType<typeof readOutputs> {
  const task = { resourceType: 'Task', status: 'completed', intent: 'proposal', ...changes } as Task;
  return readOutputs({ ...task, output: output as FhirTaskOutput[] }, edition);
}

describe('the outputs of a completed Task', () => {
  it.each<[string, object, object]>([
    [
      'a literal reference',
      { valueReference: { reference: `${APD}/1` } },
      { reference: `${APD}/1`, identifier: null },
    ],
    ['a logical reference', { valueReference: { identifier } }, { reference: null, identifier }],
    [
      'both',
      { valueReference: { reference: `${APD}/1`, identifier } },
      { reference: `${APD}/1`, identifier },
    ],
    ['an identifier', { valueIdentifier: identifier }, { reference: null, identifier }],
  ])('may be %s', (_name, value, expected) => {
    expect(read([{ type: phpid, ...value }])).toEqual({
      outputs: [{ type: 'phpid', ...expected }],
      warnings: [],
    });
  });

  it('may be a reference to what the Task contains', () => {
    const contained = { resourceType: APD, id: 'p' };
    const output = { type: phpid, valueReference: { reference: '#p' } };
    expect(read([output], { contained: [contained as never] })).toEqual({
      outputs: [{ type: 'phpid', reference: '#p', identifier: null, contained }],
      warnings: [],
    });
  });

  it.each(EDITION_NAMES)('are typed by the code that edition %s knows, whichever coding has it', (name) => {
    const known = editionNamed(name);
    const [code] = known.outputs.product;
    const type = { coding: [{ code: 'local' }, { code }] };
    const task = { output: [{ type, valueIdentifier: identifier }] } as Task;
    expect(readOutputs(task, known)).toEqual({
      outputs: [{ type: code, reference: null, identifier }],
      warnings: [],
    });
  });

  it.each<[string, object, string, RegExp]>([
    ['a string', { valueString: 'PHPID-1' }, 'structure', /valueString/],
    ['a uri', { valueUri: `${APD}/1` }, 'structure', /valueUri/],
    ['a canonical', { valueCanonical: `${APD}/1` }, 'structure', /valueCanonical/],
    ['a concept', { valueCodeableConcept: { text: 'PHPID-1' } }, 'structure', /valueCodeableConcept/],
    ['nothing', {}, 'structure', /no value/],
    [
      'a name alone',
      { valueReference: { display: 'PHPID-1' } },
      'structure',
      /neither address nor identifier/,
    ],
    ['an empty reference', { valueReference: { reference: '' } }, 'structure', /neither address/],
    ['no object', { valueReference: 'x' }, 'structure', /neither address/],
    ['an identifier without system', { valueIdentifier: { value: '1' } }, 'incomplete', /lacks its system/],
    [
      'an identifier without value',
      { valueReference: { identifier: { system: 'x' } } },
      'incomplete',
      /value/,
    ],
    ['contained nowhere', { valueReference: { reference: '#nowhere' } }, 'not-found', /#nowhere/],
  ])('are reported, not guessed, where one is %s', (_name, value, code, text) => {
    const { outputs, warnings } = read([
      { type: phpid, valueIdentifier: identifier },
      { type: phpid, ...value },
    ]);
    expect(outputs[1]).toMatchObject({ identifier: null });
    expect(warnings).toEqual([
      { severity: 'warning', code, text: expect.stringMatching(text), expression: ['Task.output[1]'] },
    ]);
  });

  it.each<[string, object | undefined, string]>([
    ['another code', { coding: [{ code: 'invoice' }] }, '"invoice"'],
    ['a text', { text: 'something' }, '"something"'],
    ['none', undefined, '"unknown"'],
    ['a list', [] as object, '"unknown"'],
  ])('are reported where their type is none of the edition: %s', (_name, type, text) => {
    expect(read([{ type, valueIdentifier: identifier }]).warnings).toEqual([
      {
        severity: 'warning',
        code: 'code-invalid',
        text: expect.stringContaining(text),
        expression: ['Task.output[0]'],
      },
    ]);
  });
});
