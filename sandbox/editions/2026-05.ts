import type { CapabilityStatementRestResource } from 'fhir/r5';
import type { Edition } from './edition.js';

const BASE = 'http://umcterminologies.org';
/** Base that the profiles themselves carry since 2026-03; instances name either (guide 2026-05, profiles). */
const PUBLISHED_BASE = 'https://build.fhir.org/ig/Uppsala-Monitoring-Centre/WHO-UMC-IDMP-Service';
const system = (id: string): string => `${BASE}/CodeSystem/${id}`;

const PAGING = ['_id', '_elements', 'page', '_count', '_format'] as const;
const SEARCH = {
  Task: ['status', ...PAGING],
  AdministrableProductDefinition: PAGING,
  MedicinalProductDefinition: ['phpid', ...PAGING],
  SubstanceDefinition: PAGING,
} as const;

function resource(
  type: keyof typeof SEARCH,
  interactions: ('read' | 'create' | 'search-type')[],
): CapabilityStatementRestResource {
  return {
    type,
    interaction: interactions.map((code) => ({ code })),
    searchParam: SEARCH[type].map((name) => ({ name, type: 'string' })),
  };
}

/** Guide 2026-05: own terminology base, a profile for the authorization, `received`, paging, API versions. */
export const edition202605: Edition = {
  name: '2026-05',
  base: BASE,
  profileBases: [BASE, PUBLISHED_BASE],
  profiles: {
    'Task-phpid-req': 'Task/phpid',
    'Task-phpid-pub': null,
    'MedicinalProductDefinition-req': 'MedicinalProductDefinition',
    'MedicinalProductDefinition-pub': null,
    'Ingredient-req': 'Ingredient',
    'Ingredient-phpid-pub': null,
    'RegulatedAuthorization-phpid-req': 'RegulatedAuthorization',
    'AdministrableProductDefinition-pub': null,
    'SubstanceDefinition-pub': null,
  },
  answers: {
    phpidTask: 'Task-phpid-pub',
    gsidTask: null,
    administrableProduct: 'AdministrableProductDefinition-pub',
    ingredient: 'Ingredient-phpid-pub',
    medicinalProduct: 'MedicinalProductDefinition-pub',
    substance: 'SubstanceDefinition-pub',
  },
  systems: {
    requestCode: system('task-request-code'),
    inputType: system('task-input-type'),
    outputType: system('task-output-type'),
    gsid: `${BASE}/gsid`,
    phpid: `${BASE}/phpid`,
    phpidLevel: system('phpid-level'),
    phpidLevel4: `${BASE}/phpid-level4`,
    productId: `${BASE}/umc-product-id`,
    jurisdiction: system('jurisdiction'),
    cas: 'http://terminology.hl7.org/CodeSystem/CAS',
    euSrs: 'http://spor.azure-api.net/sms/api/v2/SubstanceDefinition',
    doseFormParts: 'http://standardterms.edqm.eu',
  },
  doseFormPrefixes: false,
  levelCodes: ['phpid-level-1', 'phpid-level-2', 'phpid-level-3', 'phpid-level-4'],
  productOutputCode: 'umc-product-id',
  codes: {
    [system('task-request-code')]: ['phpid-request', 'gsid-request'],
    [system('task-input-type')]: [
      'mpd-request-resource',
      'ingredient-request-resource',
      'organization-request-resource',
      'regauth-request-resource',
    ],
    [system('task-output-type')]: ['phpid', 'umc-product-id', 'gsid'],
    [system('jurisdiction')]: ['EU'],
    [system('phpid-level')]: ['phpid-level-1', 'phpid-level-2', 'phpid-level-3', 'phpid-level-4'],
    [system('substance-name-authority')]: ['UT'],
    [system('strength-unit')]: [
      'DF',
      'q.s.',
      'units',
      'units/L',
      'units/g',
      'units/mL',
      'Infec unit',
      'Infec unit/mL',
      'LD50',
      'OU',
      'Viabl unit',
      'genome',
      'genome/mL',
    ],
  },
  initialStatus: 'received',
  phpidInputs: [
    { code: 'mpd-request-resource', min: 1, max: 1, type: 'MedicinalProductDefinition' },
    { code: 'ingredient-request-resource', min: 1, max: Infinity, type: 'Ingredient' },
    { code: 'organization-request-resource', min: 1, max: 1, type: 'Organization' },
    { code: 'regauth-request-resource', min: 1, max: 1, type: 'RegulatedAuthorization' },
  ],
  versioning: 'x-api-version',
  capability: {
    title: 'UMC IDMP Request and Publish API',
    status: 'active',
    date: '2026-03-04T09:18:10.065Z',
    softwareVersion: '1.0.0',
    resources: [
      resource('Task', ['read', 'create', 'search-type']),
      resource('AdministrableProductDefinition', ['read', 'search-type']),
      resource('MedicinalProductDefinition', ['read', 'search-type']),
      resource('SubstanceDefinition', ['read', 'search-type']),
    ],
  },
  search: SEARCH,
};
