import type { Constraint } from '../../rules/constraints.js';
import type { Edition } from '../edition.js';
import * as shared from './constraints.js';

/** Prefixes and lengths of identifiers since 2026. */
export const IDENTIFIERS: Edition['identifiers'] = {
  phpid: { prefix: 'UTPHPID', length: 14, alphabet: 'alphanumeric' },
  gsid: { prefix: 'UTGSID', length: 13, alphabet: 'alphanumeric' },
  product: { prefix: 'UMCPID', length: 16, alphabet: 'alphanumeric' },
};

/** Codes of the PhPID levels since 2026. */
export const LEVEL_CODES: Edition['levelCodes'] = [
  'phpid-level-1',
  'phpid-level-2',
  'phpid-level-3',
  'phpid-level-4',
];

/** Profiles that the editions of 2026 share. */
export const PROFILES: Edition['profiles'] = {
  'Task-phpid-req': 'Task/phpid',
  'Task-phpid-pub': null,
  'MedicinalProductDefinition-req': 'MedicinalProductDefinition',
  'MedicinalProductDefinition-pub': null,
  'Ingredient-req': 'Ingredient',
  'Ingredient-phpid-pub': null,
  'RegulatedAuthorization-phpid-req': 'RegulatedAuthorization',
  'AdministrableProductDefinition-pub': null,
  'SubstanceDefinition-pub': null,
};

/** Profile ids of the answers. */
export const ANSWERS: Edition['answers'] = {
  phpidTask: 'Task-phpid-pub',
  gsidTask: null,
  administrableProduct: 'AdministrableProductDefinition-pub',
  ingredient: 'Ingredient-phpid-pub',
  medicinalProduct: 'MedicinalProductDefinition-pub',
  substance: 'SubstanceDefinition-pub',
};

/** Demands that the request profiles of 2026 share, under the base of an edition's code systems. */
export function constraints2026(base: string): {
  'Task/phpid': Constraint[];
  MedicinalProductDefinition: Constraint[];
  Ingredient: Constraint[];
  RegulatedAuthorization: Constraint[];
} {
  return {
    'Task/phpid': [
      ...shared.requestTask(`${base}/CodeSystem/task-request-code`, 'phpid-request'),
      ...shared.atLeastInputs(4),
    ],
    MedicinalProductDefinition: [
      ...shared.PRODUCT,
      ...shared.OPTIONAL_CONTACT,
      { path: 'name.usage', min: 1 },
      { path: 'name.usage.jurisdiction.coding.system', fixed: `${base}/CodeSystem/jurisdiction` },
      { path: 'classification.coding', min: 1, max: 1 },
    ],
    Ingredient: [...shared.INGREDIENT, { path: 'for', min: 1 }],
    RegulatedAuthorization: [
      { path: 'subject', min: 1, max: 1, targets: ['MedicinalProductDefinition'] },
      { path: 'holder', min: 1, targets: ['Organization'] },
    ],
  };
}
