import type { Constraint } from '../../rules/constraints.js';
import { isCommonLanguage } from '../../rules/languages.js';
import type { Edition } from '../edition.js';
import * as shared from '../shared/constraints.js';
import { SYSTEMS_2025 as systems } from '../shared/of-2025.js';

const GSID_TASK: Constraint[] = [
  ...shared.requestTask(systems.requestCode, 'gsid-request'),
  ...shared.DATES,
  { path: 'identifier', min: 1 },
  { path: 'contained', min: 1, max: 1 },
  { path: 'input', min: 1, max: 1 },
  { path: 'input.type', bound: { system: systems.inputType, codes: ['substance-request-resource'] } },
  { path: 'output', max: 1 },
  {
    path: 'output.type',
    bound: { system: 'http://hl7.org/fhir/fhir-types', codes: ['SubstanceDefinition'] },
  },
];

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

/** Demands of the request profiles, GSID requests included. */
export const CONSTRAINTS: Edition['constraints'] = {
  'Task/phpid': [
    ...shared.requestTask(systems.requestCode, 'phpid-request'),
    ...shared.DATES,
    ...shared.atLeastInputs(3),
  ],
  'Task/gsid': GSID_TASK,
  MedicinalProductDefinition: [
    ...shared.PRODUCT,
    { path: 'contact', min: 1, max: 1 },
    { path: 'contact.contact', targets: ['Organization'] },
    { path: 'name.usage', min: 1, max: 1 },
  ],
  Ingredient: shared.INGREDIENT,
  'Organization/holder': shared.HOLDER,
  SubstanceDefinition: SUBSTANCE,
};
