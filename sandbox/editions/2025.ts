import type { CapabilityStatementRestResource } from 'fhir/r5';
import type { Edition, EditionName } from './edition.js';

const BASE = 'http://who-umc.org/idmp';
const system = (id: string): string => `${BASE}/CodeSystem/${id}`;

const SEARCH = {
  Task: ['identifier', 'status'],
  AdministrableProductDefinition: [
    '_id',
    'identifier',
    'form-of',
    'form-of:identifier',
    'dose-form',
    'parent-php',
  ],
  MedicinalProductDefinition: [
    '_id',
    'identifier',
    'name',
    'name-jurisdiction',
    'name-country',
    'product-classification',
  ],
  SubstanceDefinition: ['_id', 'identifier', 'name', 'code'],
} as const;

const TYPES_OTHER_THAN_STRING: Record<string, 'reference' | 'token'> = {
  'parent-php': 'reference',
  'product-classification': 'token',
};

function resource(
  type: keyof typeof SEARCH,
  interactions: ('read' | 'create' | 'delete')[],
): CapabilityStatementRestResource {
  return {
    type,
    interaction: interactions.map((code) => ({ code })),
    searchParam: SEARCH[type].map((name) => ({
      name,
      type: TYPES_OTHER_THAN_STRING[name] ?? 'string',
      ...(name === 'parent-php' ? { definition: `${BASE}/SearchParameter/parent-php` } : {}),
    })),
  };
}

/** What both editions of 2025 share; they use the same URLs for different content. */
export function edition2025(
  name: EditionName,
  date: string,
  differences: Pick<Edition, 'phpidInputs'> & { inputCodes: string[]; cas: string; gsidRequests: boolean },
): Edition {
  return {
    name,
    base: BASE,
    profileBases: [BASE],
    profiles: {
      'Task-who-php-phpid': 'Task/phpid',
      'Task-who-php-phpid-status': null,
      'MedicinalProductDefinition-who-php-req': 'MedicinalProductDefinition',
      'MedicinalProductDefinition-who-php-pub': null,
      'Ingredient-who-php': 'Ingredient',
      'Ingredient-who-php-publish': null,
      'MarketingAuthorizationHolder-who-php': 'Organization/holder',
      'AuthorizedOrg-who-php': null,
      'AdministrableProductDefinition-who-php': null,
      'SubstanceDefinition-pub': null,
      'Subscription-IdmpEvent': null,
      ...(differences.gsidRequests
        ? {
            'Task-who-php-gsid': 'Task/gsid',
            'Task-who-php-gsid-status': null,
            'SubstanceDefinition-req': 'SubstanceDefinition',
          }
        : {}),
    },
    answers: {
      phpidTask: 'Task-who-php-phpid-status',
      gsidTask: differences.gsidRequests ? 'Task-who-php-gsid-status' : null,
      administrableProduct: 'AdministrableProductDefinition-who-php',
      ingredient: 'Ingredient-who-php-publish',
      medicinalProduct: 'MedicinalProductDefinition-who-php-pub',
      substance: 'SubstanceDefinition-pub',
    },
    systems: {
      requestCode: system('task-request-code'),
      inputType: system('task-input-type'),
      outputType: system('task-output-type'),
      gsid: `${BASE}/gsid`,
      phpid: `${BASE}/phpid`,
      phpidLevel: system('php-level'),
      phpidLevel4: `${BASE}/level4-phpid`,
      productId: system('product'),
      jurisdiction: system('jurisdiction'),
      cas: differences.cas,
      euSrs: 'http://example.org/eu-srs',
      doseFormParts: system('edqmFormParts'),
    },
    doseFormPrefixes: true,
    levelCodes: ['PhPIDLevel1', 'PhPIDLevel2', 'PhPIDLevel3', 'PhPIDLevel4'],
    productOutputCode: 'whodrugid',
    codes: {
      [system('task-request-code')]: ['phpid-request', 'gsid-request'],
      [system('task-input-type')]: differences.inputCodes,
      [system('task-output-type')]: ['phpid', 'whodrugid', 'gsid'],
      [system('jurisdiction')]: ['EU'],
      [system('strengthUnit')]: ['IU'],
    },
    initialStatus: 'requested',
    phpidInputs: differences.phpidInputs,
    versioning: 'accept',
    capability: {
      title: 'WHO-UMC IDMP Management and Publish API',
      status: 'draft',
      date,
      softwareVersion: '0.5.0',
      resources: [
        resource('Task', ['read', 'create', 'delete']),
        resource('SubstanceDefinition', ['read']),
        resource('AdministrableProductDefinition', ['read']),
        resource('MedicinalProductDefinition', ['read']),
      ],
    },
    search: SEARCH,
  };
}
