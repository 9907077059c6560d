import type { Edition } from '../edition.js';
import { resource } from '../shared/capability.js';
import { AUTHORIZATION, HOLDER, INGREDIENTS, PRODUCT } from '../shared/inputs.js';
import { ANSWERS, IDENTIFIERS, LEVEL_CODES, PROFILES } from '../shared/of-2026.js';
import { constraints202605 } from './constraints.js';

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

/** Guide 2026-05: own terminology base, a profile for the authorization, `received`, paging, API versions. */
export const edition202605: Edition = {
  name: '2026-05',
  base: BASE,
  profileBases: [BASE, PUBLISHED_BASE],
  profiles: PROFILES,
  constraints: constraints202605(BASE),
  answers: ANSWERS,
  systems: {
    requestCode: system('task-request-code'),
    inputType: system('task-input-type'),
    outputType: system('task-output-type'),
    gsid: `${BASE}/gsid`,
    phpid: `${BASE}/phpid`,
    phpidLevel: system('phpid-level'),
    phpidLevel4: `${BASE}/phpid-level4`,
    productId: `${BASE}/umc-product-id`,
    cas: 'http://terminology.hl7.org/CodeSystem/CAS',
    euSrs: 'http://spor.azure-api.net/sms/api/v2/SubstanceDefinition',
    doseFormParts: 'http://standardterms.edqm.eu',
  },
  doseFormPrefixes: false,
  levelCodes: LEVEL_CODES,
  identifiers: IDENTIFIERS,
  productOutput: { code: 'umc-product-id', withReference: true, label: 'UMC product id' },
  holderIsContact: false,
  publishesRequestedIdentifiers: false,
  nameAuthority: { coding: [{ system: system('substance-name-authority'), code: 'UT' }], text: 'UT' },
  codes: {
    [system('task-request-code')]: ['phpid-request', 'gsid-request'],
    [system('task-input-type')]: [PRODUCT.code, INGREDIENTS.code, HOLDER.code, AUTHORIZATION.code],
    [system('task-output-type')]: ['phpid', 'umc-product-id', 'gsid'],
    [system('jurisdiction')]: ['EU'],
    [system('phpid-level')]: LEVEL_CODES,
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
  updateTaskStatuses: [],
  phpidInputs: [PRODUCT, INGREDIENTS, HOLDER, AUTHORIZATION],
  // The guide's table of versions is an example only; 0.9 lets a client meet the warning.
  versioning: { header: 'x-api-version', current: ['1.0'], retiring: { '0.9': '20271231' } },
  capability: {
    title: 'UMC IDMP Request and Publish API',
    status: 'active',
    date: '2026-03-04T09:18:10.065Z',
    softwareVersion: '1.0.0',
    resources: [
      resource('Task', ['read', 'create', 'search-type'], SEARCH.Task),
      resource(
        'AdministrableProductDefinition',
        ['read', 'search-type'],
        SEARCH.AdministrableProductDefinition,
      ),
      resource('MedicinalProductDefinition', ['read', 'search-type'], SEARCH.MedicinalProductDefinition),
      resource('SubstanceDefinition', ['read', 'search-type'], SEARCH.SubstanceDefinition),
    ],
  },
  search: SEARCH,
};
