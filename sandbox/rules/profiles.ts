import type { Edition, RuleSet } from '../editions/index.js';
import type { Constraint } from './constraints.js';
import { isCommonLanguage, isLanguage } from './languages.js';
import { HL7_CODES } from './r5/codes.js';

const DOMAIN = 'http://hl7.org/fhir/medicinal-product-domain';
const ISO_3166 = 'urn:iso:std:iso:3166';
const UNII = 'https://open.fda.gov/data/unii';

function task(edition: Edition, code: string, others: Constraint[]): Constraint[] {
  return [
    { path: 'status', fixed: 'requested' },
    { path: 'intent', fixed: 'proposal' },
    { path: 'code', min: 1, bound: { system: edition.systems.requestCode, codes: [code] } },
    // Guide 2026-05 adds the dates itself; the editions before want them sent.
    ...(edition.name === '2026-05'
      ? []
      : [
          { path: 'authoredOn', min: 1 },
          { path: 'lastModified', min: 1 },
        ]),
    ...others,
  ];
}

function phpidTask(edition: Edition): Constraint[] {
  const number = edition.phpidInputs.length;
  return task(edition, 'phpid-request', [
    { path: 'contained', min: number },
    { path: 'input', min: number },
  ]);
}

function gsidTask(edition: Edition): Constraint[] {
  return task(edition, 'gsid-request', [
    { path: 'identifier', min: 1 },
    { path: 'contained', min: 1, max: 1 },
    { path: 'input', min: 1, max: 1 },
    {
      path: 'input.type',
      bound: { system: edition.systems.inputType, codes: ['substance-request-resource'] },
    },
    { path: 'output', max: 1 },
    {
      path: 'output.type',
      bound: { system: 'http://hl7.org/fhir/fhir-types', codes: ['SubstanceDefinition'] },
    },
  ]);
}

function medicinalProduct(edition: Edition): Constraint[] {
  const contact: Record<Edition['name'], Constraint[]> = {
    '2025-01': [
      { path: 'contact', min: 1, max: 1 },
      { path: 'contact.contact', targets: ['Organization'] },
    ],
    '2025-03': [
      { path: 'contact', max: 1 },
      { path: 'contact.contact', targets: ['Organization', 'PractitionerRole'] },
    ],
    '2026-05': [
      { path: 'contact', max: 1 },
      { path: 'contact.contact', targets: ['Organization', 'PractitionerRole'] },
    ],
  };
  return [
    { path: 'id', min: 1 },
    { path: 'identifier', min: 1, max: 1 },
    { path: 'identifier.system', min: 1 },
    { path: 'identifier.value', min: 1 },
    { path: 'domain', bound: { system: DOMAIN, codes: HL7_CODES[DOMAIN] ?? [] } },
    { path: 'attachedDocument', min: 1 },
    { path: 'attachedDocument.display', min: 1 },
    ...contact[edition.name],
    edition.name === '2026-05' ? { path: 'name.usage', min: 1 } : { path: 'name.usage', min: 1, max: 1 },
    { path: 'name.usage.country.coding', min: 1, max: 1 },
    { path: 'name.usage.country.coding.system', fixed: ISO_3166 },
    { path: 'name.usage.country.coding.code', min: 1 },
    { path: 'name.usage.language', language: isLanguage },
    { path: 'name.usage.jurisdiction.coding', min: 1, max: 1 },
    { path: 'name.usage.jurisdiction.coding.code', min: 1 },
    ...(edition.name === '2026-05'
      ? [
          { path: 'name.usage.jurisdiction.coding.system', fixed: edition.systems.jurisdiction },
          { path: 'classification.coding', min: 1, max: 1 },
        ]
      : []),
  ];
}

function ingredient(edition: Edition): Constraint[] {
  const reference = 'substance.strength.referenceStrength';
  return [
    { path: 'id', min: 1 },
    {
      path: 'for',
      targets: ['MedicinalProductDefinition'],
      ...(edition.name === '2026-05' ? { min: 1 } : {}),
    },
    { path: 'substance.code.concept.text', min: 1 },
    { path: 'substance.code.concept.coding', max: 1 },
    { path: 'substance.code.concept.coding.system', min: 1 },
    { path: 'substance.code.concept.coding.code', min: 1 },
    { path: 'substance.strength', min: 1, max: 1 },
    ...(edition.name === '2026-05'
      ? [
          { path: reference, max: 1 },
          { path: `${reference}.substance.concept.coding`, max: 1 },
          { path: `${reference}.substance.concept.coding.system`, min: 1, fixed: edition.systems.gsid },
          { path: `${reference}.substance.concept.coding.code`, min: 1 },
          { path: `${reference}.strength`, only: 'strengthQuantity' },
        ]
      : []),
  ];
}

function authorization(edition: Edition): Constraint[] {
  // 2025-03 has no profile for it: base R5, whose subject may be many things.
  if (edition.name !== '2026-05') return [{ path: 'holder', targets: ['Organization'] }];
  return [
    { path: 'subject', min: 1, max: 1, targets: ['MedicinalProductDefinition'] },
    { path: 'holder', min: 1, targets: ['Organization'] },
  ];
}

const SUBSTANCE: Constraint[] = [
  { path: 'id', min: 1 },
  { path: 'identifier', max: 0 },
  { path: 'status', min: 1 },
  { path: 'domain', min: 1 },
  { path: 'code.code.coding', min: 1 },
  { path: 'code.code.coding.system', min: 1 },
  { path: 'code.code.coding.code', min: 1 },
  { path: 'name', min: 1, max: 1 },
  { path: 'name.preferred', min: 1 },
  { path: 'name.language', min: 1, language: isCommonLanguage },
];

/**
 * What the edition's request profiles demand beyond R5, as tables (structure definitions of each edition).
 * Labels such as "not used" forbid nothing.
 */
export function constraintsOf(edition: Edition, rules: RuleSet): readonly Constraint[] {
  switch (rules) {
    case 'Task/phpid':
      return phpidTask(edition);
    case 'Task/gsid':
      return gsidTask(edition);
    case 'MedicinalProductDefinition':
      return medicinalProduct(edition);
    case 'Ingredient':
      return ingredient(edition);
    case 'Organization/holder':
      return [{ path: 'name', min: 1 }];
    case 'RegulatedAuthorization':
      return authorization(edition);
    case 'SubstanceDefinition':
      return SUBSTANCE;
  }
}

/** Code systems of which a substance may have at most one code each (2025-01, SubstanceDefinition-req). */
export function singleCodeSystems(edition: Edition): readonly string[] {
  return [UNII, edition.systems.cas, edition.systems.euSrs];
}
