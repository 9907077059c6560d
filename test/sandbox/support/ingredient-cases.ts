import {
  ALL,
  INGREDIENT,
  ONLY_2026_05,
  SINCE_2025_03,
  SINCE_2026,
  STRENGTH,
  type RuleCase,
} from './rule-case.js';

const CODED = { system: 'urn:x', code: 'y' };
const MG = { value: 1, unit: 'mg', system: 'http://unitsofmeasure.org', code: 'mg' };
const OTHER_INGREDIENT = { reference: '#ingredient' };

/** Rules of the ingredient and the authorization. */
export const ingredientCases: RuleCase[] = [
  ['R5: an ingredient has a status', ALL, [[`${INGREDIENT}.status`]], 'Task.contained[1].status'],
  [
    'R5: which is a publication status',
    ALL,
    [[`${INGREDIENT}.status`, 'requested']],
    'Task.contained[1].status',
  ],
  ['R5: an ingredient has a role', ALL, [[`${INGREDIENT}.role`]], 'Task.contained[1].role'],
  ['an ingredient says what it is for', SINCE_2026, [[`${INGREDIENT}.for`]], 'Task.contained[1].for'],
  ['which is the product', ALL, [[`${INGREDIENT}.for.0.reference`, '#holder']], 'Task.contained[1].for[0]'],
  [
    'a substance has a name',
    ALL,
    [[`${INGREDIENT}.substance.code.concept`, { coding: [CODED] }]],
    'Task.contained[1].substance.code.concept.text',
  ],
  [
    'and one code at most',
    ALL,
    [[`${INGREDIENT}.substance.code.concept.coding`, [CODED, CODED]]],
    'Task.contained[1].substance.code.concept.coding',
  ],
  [
    'with a system',
    ALL,
    [[`${INGREDIENT}.substance.code.concept.coding`, [{ code: 'y' }]]],
    'Task.contained[1].substance.code.concept.coding[0].system',
  ],
  [
    'and a code',
    ALL,
    [[`${INGREDIENT}.substance.code.concept.coding`, [{ system: 'urn:x' }]]],
    'Task.contained[1].substance.code.concept.coding[0].code',
  ],
  [
    'an ingredient has a strength',
    ALL,
    [[`${INGREDIENT}.substance.strength`]],
    'Task.contained[1].substance.strength',
  ],
  [
    'and only one',
    ALL,
    [[`${INGREDIENT}.substance.strength.1`, { textPresentation: '1 mg' }]],
    'Task.contained[1].substance.strength',
  ],
  [
    'presentation-required: a strength is presented',
    ALL,
    [[STRENGTH, { textConcentration: '1 mg/ml' }]],
    'Task.contained[1].substance.strength',
  ],
  [
    'one reference strength at most',
    ONLY_2026_05,
    [
      [
        `${STRENGTH}.referenceStrength`,
        [
          { substance: { concept: { text: 'a' } }, strengthQuantity: MG },
          { substance: { concept: { text: 'b' } }, strengthQuantity: MG },
        ],
      ],
    ],
    'Task.contained[1].substance.strength[0].referenceStrength',
  ],
  [
    'a reference strength is a quantity',
    ONLY_2026_05,
    [
      [
        `${STRENGTH}.referenceStrength`,
        [
          {
            substance: { concept: { text: 'a' } },
            strengthRatio: { numerator: MG, denominator: MG },
          },
        ],
      ],
    ],
    'Task.contained[1].substance.strength[0].referenceStrength[0].strengthRatio',
  ],
  [
    'of a substance with a GSID',
    ONLY_2026_05,
    [
      [
        `${STRENGTH}.referenceStrength`,
        [{ substance: { concept: { coding: [CODED] } }, strengthQuantity: MG }],
      ],
    ],
    'Task.contained[1].substance.strength[0].referenceStrength[0].substance.concept.coding[0].system',
  ],
  ['an authorization has a subject', SINCE_2026, [['contained.3.subject']], 'Task.contained[3].subject'],
  [
    'and only one',
    SINCE_2026,
    [['contained.3.subject.1', { reference: '#product' }]],
    'Task.contained[3].subject',
  ],
  [
    'which is the product',
    SINCE_2026,
    [['contained.3.subject.0', OTHER_INGREDIENT]],
    'Task.contained[3].subject[0]',
  ],
  ['an authorization has a holder', SINCE_2026, [['contained.3.holder']], 'Task.contained[3].holder'],
  [
    'which is an organization',
    SINCE_2025_03,
    [['contained.3.holder', OTHER_INGREDIENT]],
    'Task.contained[3].holder',
  ],
];
