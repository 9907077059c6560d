import { describe, expect, it } from '@jest/globals';
import { reasonsOf } from '../../src/fhir/index.js';

/** Services send different Tasks, so the type of the changes is open. */
const reasons = (changes: object): [string, string][] =>
  reasonsOf({ resourceType: 'Task', status: 'rejected', intent: 'proposal', ...changes }).map(
    ({ expression, text }) => [expression.join(), text],
  );

describe('why a Task was rejected', () => {
  it.each([
    ['R5, as text', { concept: { text: 'No dose form.' } }, 'No dose form.'],
    ['R5, as a code', { concept: { coding: [{ code: 'x', display: 'Incomplete' }] } }, 'Incomplete'],
    ['R5, as a reference', { reference: { display: 'Letter of 1 May' } }, 'Letter of 1 May'],
    ['R4, as text', { text: 'No dose form.' }, 'No dose form.'],
    ['R4, as a code', { coding: [{ code: 'x', display: 'Incomplete' }] }, 'Incomplete'],
  ])('is in statusReason, as in %s', (_form, statusReason, text) => {
    expect(reasons({ statusReason })).toEqual([['Task.statusReason', text]]);
  });

  it('is in businessStatus', () => {
    expect(reasons({ businessStatus: { text: 'Duplicate' } })).toEqual([
      ['Task.businessStatus', 'Duplicate'],
    ]);
  });

  it('is in notes, each of them', () => {
    expect(reasons({ note: [{ text: 'First.' }, { text: 'Second.' }] })).toEqual([
      ['Task.note[0]', 'First.'],
      ['Task.note[1]', 'Second.'],
    ]);
  });

  it('is all of that together', () => {
    const all = {
      statusReason: { concept: { text: 'A' } },
      businessStatus: { text: 'B' },
      note: [{ text: 'C' }],
    };
    expect(reasons(all).map(([, text]) => text)).toEqual(['A', 'B', 'C']);
  });

  it.each([{}, { note: [] }, { statusReason: {} }, { statusReason: { concept: { text: ' ' } } }])(
    'is unknown where nothing says it: %j',
    (changes) => expect(reasons(changes)).toEqual([]),
  );

  it.each([
    { note: 'No.' },
    { note: [null, { text: 7 }] },
    { statusReason: 'No.' },
    { businessStatus: null },
  ])('is unknown, and no crash, where it is malformed: %j', (changes) =>
    expect(reasons(changes)).toEqual([]),
  );
});
