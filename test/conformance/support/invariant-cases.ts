import { HOLDER, INGREDIENT, PRODUCT, STRENGTH, type Change } from './changes.js';

/** An invariant, the change that breaks it in the good PhPID request of every edition, and the place of the error. */
export type InvariantCase = [key: string, changes: Change[], at: string];

const url = 'urn:example:more';
const extended = (value: object): Change => ['extension', [{ url, ...value }]];

export const invariantCases: InvariantCase[] = [
  [
    'ele-1',
    [[`${PRODUCT}.combinedPharmaceuticalDoseForm`, {}]],
    'Task.contained[0].combinedPharmaceuticalDoseForm',
  ],
  ['ele-1', [['note.0', { id: 'n' }]], 'Task.note[0]'],
  ['ext-1', [['extension', [{ url }]]], 'Task.extension[0]'],
  ['ext-1', [extended({ valueString: 'a', extension: [{ url, valueString: 'b' }] })], 'Task.extension[0]'],
  ['dom-2', [[`${PRODUCT}.contained`, [{ resourceType: 'Organization', id: 'x', name: 'X' }]]], 'Task'],
  ['dom-3', [['input.1.valueReference', { display: 'nothing' }]], 'Task.contained[1]'],
  ['dom-4', [[`${PRODUCT}.meta`, { versionId: '1' }]], 'Task'],
  ['dom-4', [[`${HOLDER}.meta`, { lastUpdated: '2026-05-20T10:30:00Z' }]], 'Task'],
  ['dom-5', [[`${PRODUCT}.meta`, { security: [{ system: 'urn:example:labels', code: 'R' }] }]], 'Task'],
  ['inv-1', [['lastModified', '2026-05-19T10:30:00Z']], 'Task'],
  ['inv-1', [['lastModified', '2026-05-20']], 'Task'],
  ['tsk-1', [['restriction', { repetitions: 1 }]], 'Task'],
  ['org-1', [[`${HOLDER}.name`]], 'Task.contained[2]'],
  ['org-3', [[`${HOLDER}.contact.0.telecom.0.use`, 'home']], 'Task.contained[2].contact[0]'],
  ['org-4', [[`${HOLDER}.contact.0.address.use`, 'home']], 'Task.contained[2].contact[0]'],
  [
    'ing-1',
    [
      [`${INGREDIENT}.allergenicIndicator`, true],
      [`${INGREDIENT}.substance.code.reference`, { display: 'a substance' }],
    ],
    'Task.contained[1]',
  ],
  ['att-1', [extended({ valueAttachment: { data: 'aGk=' } })], 'Task.extension[0].value'],
  ['cpt-2', [[`${HOLDER}.contact.0.telecom.0.system`]], 'Task.contained[2].contact[0].telecom[0]'],
  [
    'per-1',
    [extended({ valuePeriod: { start: '2026-02-01', end: '2026-01-01' } })],
    'Task.extension[0].value',
  ],
  [
    'qty-3',
    [[`${STRENGTH}.presentationRatio.numerator.system`]],
    'Task.contained[1].substance.strength[0].presentation.numerator',
  ],
  [
    'rat-1',
    [[`${STRENGTH}.presentationRatio.denominator`]],
    'Task.contained[1].substance.strength[0].presentation',
  ],
  ['ratrng-1', [extended({ valueRatioRange: { lowNumerator: { value: 1 } } })], 'Task.extension[0].value'],
  ['rng-2', [extended({ valueRange: { low: { value: 5 }, high: { value: 1 } } })], 'Task.extension[0].value'],
  ['ref-1', [[`${INGREDIENT}.for.0.reference`, '#nobody']], 'Task.contained[1].for[0]'],
  ['ref-2', [['performer.0.actor', { type: 'Organization' }]], 'Task.performer[0].actor'],
  ['txt-1', [['text.div', 'just text']], 'Task.text.div'],
  ['txt-1', [['text.div', '<div>no namespace</div>']], 'Task.text.div'],
  ['txt-1', [['text.div', '<div xmlns="http://www.w3.org/1999/xhtml"><p>open</div>']], 'Task.text.div'],
  [
    'txt-1',
    [['text.div', '<div xmlns="http://www.w3.org/1999/xhtml"><script>1</script></div>']],
    'Task.text.div',
  ],
  [
    'txt-1',
    [['text.div', '<div xmlns="http://www.w3.org/1999/xhtml">one</div><div>two</div>']],
    'Task.text.div',
  ],
  [
    'txt-1',
    [['text.div', '<div xmlns="http://www.w3.org/1999/xhtml" onclick="x()">one</div>']],
    'Task.text.div',
  ],
  ['txt-1', [['text.div', '<div xmlns="http://www.w3.org/1999/xhtml">this & that</div>']], 'Task.text.div'],
  ['txt-2', [['text.div', '<div xmlns="http://www.w3.org/1999/xhtml"> </div>']], 'Task.text.div'],
  [
    'name-type-required-multiple',
    [
      [`${PRODUCT}.name.0.type`],
      [
        `${PRODUCT}.name.1`,
        {
          productName: 'Hushamol forte',
          usage: [
            {
              country: { coding: [{ code: 'SE' }] },
              language: { coding: [{ system: 'urn:ietf:bcp:47', code: 'sv' }] },
            },
          ],
        },
      ],
    ],
    'Task.contained[0]',
  ],
  [
    'presentation-required',
    [[`${STRENGTH}.presentationRatio`], [`${STRENGTH}.textPresentation`]],
    'Task.contained[1]',
  ],
];
