import type { Constraint } from '../../rules/constraints.js';
import { isLanguage } from '../../rules/languages.js';
import { HL7_CODES } from '../../rules/r5/codes.js';

const DOMAIN = 'http://hl7.org/fhir/medicinal-product-domain';
const ISO_3166 = 'urn:iso:std:iso:3166';

/** Demands on every request Task. */
export function requestTask(requestCodes: string, code: string): Constraint[] {
  return [
    { path: 'status', fixed: 'requested' },
    { path: 'intent', fixed: 'proposal' },
    { path: 'code', min: 1, bound: { system: requestCodes, codes: [code] } },
  ];
}

/** Dates that the editions of 2025 want in a request; later services add them. */
export const DATES: Constraint[] = [
  { path: 'authoredOn', min: 1 },
  { path: 'lastModified', min: 1 },
];

/** Least number of contained resources and of inputs: one of each slice. */
export function atLeastInputs(number: number): Constraint[] {
  return [
    { path: 'contained', min: number },
    { path: 'input', min: number },
  ];
}

/** Demands on a product that all editions share. */
export const PRODUCT: Constraint[] = [
  { path: 'id', min: 1 },
  { path: 'identifier', min: 1, max: 1 },
  { path: 'identifier.system', min: 1 },
  { path: 'identifier.value', min: 1 },
  { path: 'domain', bound: { system: DOMAIN, codes: HL7_CODES[DOMAIN] ?? [] } },
  { path: 'attachedDocument', min: 1 },
  { path: 'attachedDocument.display', min: 1 },
  { path: 'name.usage.country.coding', min: 1, max: 1 },
  { path: 'name.usage.country.coding.system', fixed: ISO_3166 },
  { path: 'name.usage.country.coding.code', min: 1 },
  { path: 'name.usage.language', language: isLanguage },
  { path: 'name.usage.jurisdiction.coding', min: 1, max: 1 },
  { path: 'name.usage.jurisdiction.coding.code', min: 1 },
];

/** A contact that an edition since 2025-03 still allows and does not need. */
export const OPTIONAL_CONTACT: Constraint[] = [
  { path: 'contact', max: 1 },
  { path: 'contact.contact', targets: ['Organization', 'PractitionerRole'] },
];

/** Demands on an ingredient that all editions share. */
export const INGREDIENT: Constraint[] = [
  { path: 'id', min: 1 },
  { path: 'for', targets: ['MedicinalProductDefinition'] },
  { path: 'substance.code.concept.text', min: 1 },
  { path: 'substance.code.concept.coding', max: 1 },
  { path: 'substance.code.concept.coding.system', min: 1 },
  { path: 'substance.code.concept.coding.code', min: 1 },
  { path: 'substance.strength', min: 1, max: 1 },
];

/** Demands of the holder profile on an Organization. */
export const HOLDER: Constraint[] = [{ path: 'name', min: 1 }];
