import { backOffTo, type Edition } from '../edition.js';
import { ingredientInput, organizationInput, productInput, substanceInput } from '../inputs.js';

const BASE = 'http://who-umc.org/idmp';

/** The guide of 2025-01-21 (version 0.1.0): holder in the product's contact, GSID requests. */
export const edition: Edition = {
  name: '2025-01',
  bases: [BASE],
  systems: {
    gsid: `${BASE}/gsid`,
    phpid: `${BASE}/phpid`,
    productId: `${BASE}/CodeSystem/product`,
    requestCode: `${BASE}/CodeSystem/task-request-code`,
    inputType: `${BASE}/CodeSystem/task-input-type`,
    jurisdiction: `${BASE}/CodeSystem/jurisdiction`,
    strengthUnit: `${BASE}/CodeSystem/strengthUnit`,
    unii: 'https://open.fda.gov/data/unii',
    cas: 'http://example.org/cas',
    euSrs: 'http://example.org/eu-srs',
  },
  otherSystems: {},
  ownUnits: { IU: 'IU' },
  // With a prefix for the kind of part: `BDF-0069` is EDQM's `0069`.
  edqmCopies: { [`${BASE}/CodeSystem/edqmFormParts`]: /^(?:BDF|AME|ISI|RCA)-([0-9]{4})$/ },
  requests: {
    phpid: {
      code: 'phpid-request',
      profile: 'Task-who-php-phpid',
      inputs: [productInput, ingredientInput, organizationInput],
      polling: backOffTo(1024),
    },
    gsid: {
      code: 'gsid-request',
      profile: 'Task-who-php-gsid',
      inputs: [substanceInput],
      polling: backOffTo(4096),
    },
  },
  profiles: {
    MedicinalProductDefinition: 'MedicinalProductDefinition-who-php-req',
    Ingredient: 'Ingredient-who-php',
    Organization: 'MarketingAuthorizationHolder-who-php',
    SubstanceDefinition: 'SubstanceDefinition-req',
  },
  staleProfiles: {},
  holderIn: 'contact',
  // The GSID answer's profile fixes fhir-types#SubstanceDefinition, but the code system has `gsid`. Both are read.
  outputs: { phpid: ['phpid'], product: ['whodrugid'], gsid: ['SubstanceDefinition', 'gsid'] },
  levels: { PhPIDLevel1: 1, PhPIDLevel2: 2, PhPIDLevel3: 3, PhPIDLevel4: 4 },
  mediaType: 'application/fhir+json; fhirVersion=5.0',
  taskSearch: ['identifier', 'status'],
  conditionalCreate: false,
  taskInteractions: ['read', 'create', 'delete'],
  cancellation: 'delete',
};
