import { backOffTo, type Edition } from '../edition.js';
import { authorizationInput, ingredientInput, organizationInput, productInput } from '../inputs.js';

const BASE = 'http://poc.umcterminologies.org';
/** Base of the systems in the guide's instances; its profiles fix systems below BASE (see docs/editions.md, 34). */
const DATA = 'https://data-poc.umcterminologies.org';

const EDQM_CODE = /^([0-9]{4})$/;

/**
 * The guide of 2026-04-07 for the open proof-of-concept server: the requests of 2026-05 under a base of its own, with
 * the polling, the searches and the unit of 2025-03.
 */
export const edition: Edition = {
  name: '2026-04-poc',
  bases: [BASE],
  systems: {
    gsid: `${BASE}/gsid`,
    phpid: `${BASE}/phpid`,
    productId: `${BASE}/umc-product-id`,
    requestCode: `${BASE}/CodeSystem/task-request-code`,
    inputType: `${BASE}/CodeSystem/task-input-type`,
    jurisdiction: `${BASE}/CodeSystem/jurisdiction`,
    strengthUnit: `${BASE}/CodeSystem/strengthUnit`,
    unii: 'https://open.fda.gov/data/unii',
    cas: 'http://terminology.hl7.org/CodeSystem/CAS',
    euSrs: 'http://example.org/eu-srs',
  },
  otherSystems: { gsid: [`${DATA}/substance`], phpid: [`${DATA}/php`], productId: [`${DATA}/record`] },
  ownUnits: { IU: 'IU' },
  // The code system has one URL, the value sets and the instances have another.
  edqmCopies: {
    [`${BASE}/CodeSystem/edqmDoseFormAttributes`]: EDQM_CODE,
    [`${BASE}/CodeSystem/dose-form-attributes`]: EDQM_CODE,
  },
  requests: {
    phpid: {
      code: 'phpid-request',
      profile: 'Task-phpid-req',
      inputs: [productInput, ingredientInput, organizationInput, authorizationInput],
      polling: backOffTo(1024),
    },
  },
  profiles: {
    MedicinalProductDefinition: 'MedicinalProductDefinition-req',
    Ingredient: 'Ingredient-req',
    Organization: 'MarketingAuthorizationHolder-who-php',
    RegulatedAuthorization: 'RegulatedAuthorization-phpid-req',
  },
  // The guide's own template has these (guide 2026-04-poc, task-Template-phpid).
  staleProfiles: {
    'MedicinalProductDefinition-phpid-req': 'MedicinalProductDefinition-req',
    'Ingredient-phpid-req': 'Ingredient-req',
  },
  holderIn: 'authorization',
  // The profile has `umc-product-id`; servers that still speak 2025 have `whodrugid`.
  outputs: { phpid: ['phpid'], product: ['umc-product-id', 'whodrugid'], gsid: ['gsid'] },
  // The codes were renamed; the guide's instances still have the former ones.
  levels: {
    'phpid-level-1': 1,
    'phpid-level-2': 2,
    'phpid-level-3': 3,
    'phpid-level-4': 4,
    PhPIDLevel1: 1,
    PhPIDLevel2: 2,
    PhPIDLevel3: 3,
    PhPIDLevel4: 4,
  },
  mediaType: 'application/fhir+json',
  taskSearch: ['identifier', 'status'],
  conditionalCreate: false,
  taskInteractions: ['read', 'create', 'delete'],
  cancellation: 'delete',
};
