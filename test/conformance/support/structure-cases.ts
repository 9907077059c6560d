import { HOLDER, INGREDIENT, PRODUCT, STRENGTH, type Change } from './changes.js';

/** A break of the structure: its description, the change, and the issue type and place of the error. */
export type StructureCase = [what: string, changes: Change[], code: string, at: string];

const url = 'urn:example:more';
const extended = (key: string, value: unknown): Change => ['extension', [{ url, [key]: value }]];
const VALUE = 'Task.extension[0].value';

/** R5's forms of its primitive types. */
const primitives: StructureCase[] = (
  [
    ['base64Binary', 'no base 64!'],
    ['boolean', 'true'],
    ['canonical', 'two words'],
    ['code', ' blanks '],
    ['date', '2026-02-30'],
    ['date', '20260220'],
    ['dateTime', '2026-02-20T10:30:00'],
    ['dateTime', '2026-02-20T10:30Z'],
    ['decimal', '0.5'],
    ['id', 'under_score'],
    ['instant', '2026-02-20'],
    ['integer', 1.5],
    ['integer', '1'],
    ['integer64', 1],
    ['markdown', ''],
    ['oid', 'urn:oid:9.1'],
    ['positiveInt', 0],
    ['string', ''],
    ['string', 'bell \u0007'],
    ['string', 5],
    ['time', '25:00:00'],
    ['unsignedInt', -1],
    ['uri', 'two words'],
    ['url', 'http://two words'],
    ['uuid', 'urn:uuid:1'],
  ] as [string, unknown][]
).map(([type, value]): StructureCase => {
  const key = `value${type[0]!.toUpperCase()}${type.slice(1)}`;
  const json = ['boolean', 'decimal'].includes(type) || (type === 'integer' && value === '1');
  const isJsonType = json || (type === 'integer64' && value === 1) || (type === 'string' && value === 5);
  return [
    `a ${type} is not ${JSON.stringify(value)}`,
    [extended(key, value)],
    isJsonType ? 'structure' : 'value',
    VALUE,
  ];
});

/** Demands of the profiles or of R5, one each, that a caller breaks easily. */
const demands: StructureCase[] = [
  ['two contained resources of one id', [['contained.1.id', 'product']], 'duplicate', 'Task.contained[1].id'],
  [
    'an input code of the guide that it does not have',
    [['input.0.type.coding.0.code', 'substance-of-another-kind']],
    'code-invalid',
    'Task.input[0].type.coding[0].code',
  ],
  ['two dates of authoring', [['authoredOn', ['2026-05-20', '2026-05-21']]], 'structure', 'Task.authoredOn'],
  ['two dates of change', [['lastModified', ['2026-05-20', '2026-05-21']]], 'structure', 'Task.lastModified'],
  [
    'a list of dose forms',
    [[`${PRODUCT}.combinedPharmaceuticalDoseForm`, [{ text: 'tablet' }]]],
    'structure',
    'Task.contained[0].combinedPharmaceuticalDoseForm',
  ],
  [
    'a classification that is not a list',
    [[`${PRODUCT}.classification`, { coding: [{ system: 'http://www.whocc.no/atc', code: 'N05BA99' }] }]],
    'structure',
    'Task.contained[0].classification',
  ],
  [
    'a usage without language',
    [[`${PRODUCT}.name.0.usage.0.language`]],
    'required',
    'Task.contained[0].name[0].usage[0].language',
  ],
  ['an ingredient without status', [[`${INGREDIENT}.status`]], 'required', 'Task.contained[1].status'],
  ['an ingredient without role', [[`${INGREDIENT}.role`]], 'required', 'Task.contained[1].role'],
  [
    'a reference strength without an amount',
    [[`${STRENGTH}.referenceStrength.0.strengthQuantity`]],
    'required',
    'Task.contained[1].substance.strength[0].referenceStrength[0].strength',
  ],
];

export const structureCases: StructureCase[] = [
  ...primitives,
  ...demands,
  ['an element that R5 has not', [['colour', 'red']], 'structure', 'Task.colour'],
  [
    'one at some depth',
    [[`${STRENGTH}.power`, 1]],
    'structure',
    'Task.contained[1].substance.strength[0].power',
  ],
  [
    'a type that a choice has not',
    [[`${STRENGTH}.presentationMoney`, {}]],
    'structure',
    'Task.contained[1].substance.strength[0].presentationMoney',
  ],
  [
    'two types of a choice',
    [[`${STRENGTH}.presentationQuantity`, { value: 1 }]],
    'structure',
    'Task.contained[1].substance.strength[0].presentation',
  ],
  [
    'one where a list is due',
    [['identifier', { system: 'urn:a', value: 'b' }]],
    'structure',
    'Task.identifier',
  ],
  ['a list where one is due', [['priority', ['routine']]], 'structure', 'Task.priority'],
  ['an empty list', [['partOf', []]], 'structure', 'Task.partOf'],
  ['null', [['description', null]], 'structure', 'Task.description'],
  ['null in a list', [['note.1', null]], 'structure', 'Task.note[1]'],
  ['text where an object is due', [['code', 'phpid-request']], 'structure', 'Task.code'],
  ['a resource of no type', [[`${HOLDER}.resourceType`, 'Company']], 'structure', 'Task.contained[2]'],
  ['an id of a wrong form', [[`${HOLDER}.id`, 'a b']], 'value', 'Task.contained[2].id'],
  ['the same id twice', [['contained.3.id', 'holder']], 'duplicate', 'Task.contained[3].id'],
  ['a contained resource without id', [[`${HOLDER}.id`]], 'required', 'Task.contained[2].id'],
  [
    'a reference to a resource of another type',
    [[`${INGREDIENT}.for.0.reference`, '#holder']],
    'structure',
    'Task.contained[1].for[0]',
  ],
  [
    'a reference by address to another type',
    [[`${INGREDIENT}.for.0.reference`, 'Organization/1']],
    'structure',
    'Task.contained[1].for[0]',
  ],
  [
    'a reference that calls its target wrongly',
    [[`${PRODUCT}.contact.0.contact.type`, 'PractitionerRole']],
    'structure',
    'Task.contained[0].contact[0].contact',
  ],
  [
    'an identifier with a relative system',
    [['identifier.0.system', 'requests']],
    'value',
    'Task.identifier[0].system',
  ],
  [
    'a coding with a relative system',
    [[`${PRODUCT}.name.0.type`, { coding: [{ system: 'types', code: 'x' }] }]],
    'value',
    'Task.contained[0].name[0].type.coding[0].system',
  ],
  [
    'an extension with a relative url',
    [['extension', [{ url: 'more', valueString: 'x' }]]],
    'value',
    'Task.extension[0].url',
  ],
  ['a language that is none', [['language', 'swedish-ish']], 'code-invalid', 'Task.language'],
  [
    'a language of three letters where there are two',
    [[`${PRODUCT}.name.0.usage.0.language.coding.0.code`, 'swe']],
    'code-invalid',
    'Task.contained[0].name[0].usage[0].language',
  ],
  [
    'a language in text only',
    [[`${PRODUCT}.name.0.usage.0.language`, { text: 'Swedish' }]],
    'code-invalid',
    'Task.contained[0].name[0].usage[0].language',
  ],
  [
    'a code that a system of the guide has not',
    [[`${PRODUCT}.name.0.usage.0.jurisdiction.coding.0.code`, 'UN']],
    'code-invalid',
    'Task.contained[0].name[0].usage[0].jurisdiction.coding[0].code',
  ],
  [
    'a country that ISO 3166 has not',
    [[`${PRODUCT}.name.0.usage.0.country.coding.0.code`, 'Sweden']],
    'code-invalid',
    'Task.contained[0].name[0].usage[0].country.coding[0].code',
  ],
  [
    'a code that a system of R5 has not',
    [[`${INGREDIENT}.role.coding.0.code`, 'active']],
    'code-invalid',
    'Task.contained[1].role.coding[0].code',
  ],
  [
    'a profile of another type',
    [[`${PRODUCT}.meta`, { profile: ['http://hl7.org/fhir/StructureDefinition/Ingredient'] }]],
    'structure',
    'Task.contained[0].meta.profile[0]',
  ],
  ['a primitive’s extension of a wrong form', [['_status', 'requested']], 'structure', 'Task.status'],
  [
    'a comparator in a denominator',
    [[`${STRENGTH}.presentationRatio.denominator.comparator`, '<']],
    'structure',
    'Task.contained[1].substance.strength[0].presentation.denominator.comparator',
  ],
];

/** Unusual changes that are allowed. */
export const allowedCases: [what: string, changes: Change[]][] = [
  [
    'what the guide labels as not used',
    [
      ['requester', { display: 'me' }],
      ['insurance', [{ display: 'mine' }]],
    ],
  ],
  ['no claim of a profile at all', [['meta']]],
  ['an unknown profile', [['meta', { profile: ['http://example.org/StructureDefinition/Mine'] }]]],
  [
    'R5’s own profile',
    [
      [
        `${PRODUCT}.meta`,
        { profile: ['http://hl7.org/fhir/StructureDefinition/MedicinalProductDefinition'] },
      ],
    ],
  ],
  [
    'a code from an unknown system',
    [[`${PRODUCT}.combinedPharmaceuticalDoseForm`, { coding: [{ system: 'urn:example:forms', code: 'x' }] }]],
  ],
  ['a country without system', [[`${PRODUCT}.name.0.usage.0.country.coding.0.system`]]],
  ['an extension beside a primitive', [['_priority', { extension: [{ url, valueString: 'why' }] }]]],
  ['a logical reference', [['performer.0.actor', { identifier: { system: 'urn:a', value: 'b' } }]]],
  [
    'dates in the same coarse precision',
    [
      ['authoredOn', '2026-05'],
      ['lastModified', '2026-05'],
    ],
  ],
  [
    'a ratio without numbers that says why',
    [extended('valueRatio', { extension: [{ url, valueString: 'unknown' }] })],
  ],
  [
    'a contained resource that refers to the Task',
    [[`${HOLDER}.extension`, [{ url, valueReference: { reference: '#' } }]]],
  ],
  [
    'extensions of extensions with short names',
    [['extension', [{ url, extension: [{ url: 'part', valueCode: 'a' }] }]]],
  ],
  [
    'rich XHTML',
    [
      [
        'text.div',
        '<div xmlns="http://www.w3.org/1999/xhtml"><h1>A</h1><p class="x">b<br/>c &#233; &nbsp;</p><!-- d --><table><tr><td>1</td></tr></table></div>',
      ],
    ],
  ],
  [
    'a strength in words alone',
    [[`${STRENGTH}.presentationRatio`], [`${STRENGTH}.textPresentation`, 'as much as needed']],
  ],
];
