import { pollEvery, type Edition } from '../edition.js';
import { authorizationInput, ingredientInput, organizationInput, productInput } from '../inputs.js';

/** Base that instances name; the guide publishes its profiles under its build address (see docs/editions.md). */
const BASE = 'http://umcterminologies.org';
const DAY_SECONDS = 86_400;

/** The guide of 2026-05-05 (version 1.0.0): new base, daily polling or a search for finished Tasks. */
export const edition: Edition = {
  name: '2026-05',
  bases: [BASE, 'https://build.fhir.org/ig/Uppsala-Monitoring-Centre/WHO-UMC-IDMP-Service'],
  systems: {
    gsid: `${BASE}/gsid`,
    phpid: `${BASE}/phpid`,
    productId: `${BASE}/umc-product-id`,
    requestCode: `${BASE}/CodeSystem/task-request-code`,
    inputType: `${BASE}/CodeSystem/task-input-type`,
    jurisdiction: `${BASE}/CodeSystem/jurisdiction`,
    strengthUnit: `${BASE}/CodeSystem/strength-unit`,
    unii: 'https://open.fda.gov/data/unii',
    cas: 'http://terminology.hl7.org/CodeSystem/CAS',
    euSrs: 'http://spor.azure-api.net/sms/api/v2/SubstanceDefinition',
  },
  otherSystems: {},
  ownUnits: {
    DF: 'DF',
    'q.s.': 'q.s.',
    units: 'units',
    'units/L': 'units/L',
    'units/g': 'units/g',
    'units/mL': 'units/mL',
    'Infec unit': 'Infec unit',
    'Infec unit/mL': 'Infec unit/mL',
    LD50: 'LD50',
    OU: 'OU',
    'Viabl unit': 'Viabl unit',
    genome: 'genome',
    'genome/mL': 'genome/mL',
  },
  edqmCopies: {},
  requests: {
    phpid: {
      code: 'phpid-request',
      profile: 'Task-phpid-req',
      inputs: [productInput, ingredientInput, organizationInput, authorizationInput],
      // guide 2026-05, phpIdRequest step 4: every 24 hours.
      polling: pollEvery(DAY_SECONDS),
    },
  },
  profiles: {
    MedicinalProductDefinition: 'MedicinalProductDefinition-req',
    Ingredient: 'Ingredient-req',
    RegulatedAuthorization: 'RegulatedAuthorization-phpid-req',
  },
  staleProfiles: {},
  holderIn: 'authorization',
  outputs: { phpid: ['phpid'], product: ['umc-product-id'], gsid: ['gsid'] },
  levels: { 'phpid-level-1': 1, 'phpid-level-2': 2, 'phpid-level-3': 3, 'phpid-level-4': 4 },
  mediaType: 'application/fhir+json',
  taskSearch: ['status', '_id', '_elements', 'page', '_count', '_format'],
  conditionalCreate: false,
  taskInteractions: ['read', 'create', 'search-type'],
  cancellation: 'delete',
};
