import type { Edition } from '../edition.js';
import * as shared from '../shared/constraints.js';
import { AUTHORIZATION, HOLDER, INGREDIENTS, PRODUCT } from '../shared/inputs.js';
import { ANSWERS, constraints2026, IDENTIFIERS, LEVEL_CODES, PROFILES } from '../shared/of-2026.js';
import { declaredResources } from '../shared/searches-of-2025.js';
import { SEARCH } from './search.js';

const BASE = 'http://poc.umcterminologies.org';
const system = (id: string): string => `${BASE}/CodeSystem/${id}`;

/**
 * Guide 2026-04-poc, the open server: requests of 2026-05 under a base of its own; polling, searches and delete of
 * 2025-03. The guide's example resources disagree with its profiles about systems, level codes, dose form attributes
 * and the name authority. The server's tutorial shows systems and identifiers as the profiles have them, so the
 * sandbox publishes by the profiles.
 */
export const edition202604Poc: Edition = {
  name: '2026-04-poc',
  base: BASE,
  profileBases: [BASE],
  profiles: {
    ...PROFILES,
    'MarketingAuthorizationHolder-who-php': 'Organization/holder',
    'AuthorizedOrg-who-php': null,
    'Subscription-IdmpEvent': null,
  },
  constraints: { ...constraints2026(BASE), 'Organization/holder': shared.HOLDER },
  answers: ANSWERS,
  systems: {
    requestCode: system('task-request-code'),
    inputType: system('task-input-type'),
    outputType: system('task-output-type'),
    gsid: `${BASE}/gsid`,
    phpid: `${BASE}/phpid`,
    phpidLevel: system('php-level'),
    phpidLevel4: `${BASE}/phpid-level4`,
    productId: `${BASE}/umc-product-id`,
    cas: 'http://terminology.hl7.org/CodeSystem/CAS',
    euSrs: 'http://example.org/eu-srs',
    doseFormParts: 'http://standardterms.edqm.eu',
  },
  doseFormPrefixes: false,
  levelCodes: LEVEL_CODES,
  identifiers: IDENTIFIERS,
  // The page names an identifier in the output, and a reference for the PhPID only (phpIdRequest, step 5).
  productOutput: { code: 'umc-product-id', withReference: false, label: 'UMC product id' },
  holderIsContact: false,
  publishesRequestedIdentifiers: false,
  nameAuthority: { coding: [{ system: system('substance-name-authority'), code: 'UT' }], text: 'UT' },
  codes: {
    [system('task-request-code')]: ['phpid-request', 'gsid-request'],
    [system('task-input-type')]: [
      PRODUCT.code,
      INGREDIENTS.code,
      HOLDER.code,
      AUTHORIZATION.code,
      'substance-request-resource',
    ],
    [system('task-output-type')]: ['phpid', 'umc-product-id', 'gsid'],
    [system('jurisdiction')]: ['EU'],
    [system('php-level')]: LEVEL_CODES,
    [system('substance-name-authority')]: ['UT'],
    [system('strengthUnit')]: ['IU'],
  },
  initialStatus: 'requested',
  updateTaskStatuses: ['in-progress', 'completed'],
  phpidInputs: [PRODUCT, INGREDIENTS, HOLDER, AUTHORIZATION],
  // The capability statement has 0.5.0, the server's address has no other version: 1.0 passes for clients of 2026-05.
  versioning: { header: 'x-api-version', current: ['0.5', '1.0'], retiring: {} },
  capability: {
    title: 'UMC IDMP Request and Publish API',
    status: 'draft',
    date: '2026-03-13',
    softwareVersion: '0.5.0',
    resources: declaredResources(BASE),
  },
  search: SEARCH,
};
