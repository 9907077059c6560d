import type { Edition } from '../edition.js';
import { declaredResources, SEARCHES } from './searches-of-2025.js';

const BASE = 'http://who-umc.org/idmp';
const system = (id: string): string => `${BASE}/CodeSystem/${id}`;

/** Code systems that both editions of 2025 name alike. */
export const SYSTEMS_2025 = {
  requestCode: system('task-request-code'),
  inputType: system('task-input-type'),
  outputType: system('task-output-type'),
  gsid: `${BASE}/gsid`,
  phpid: `${BASE}/phpid`,
  phpidLevel: system('php-level'),
  phpidLevel4: `${BASE}/level4-phpid`,
  productId: system('product'),
  euSrs: 'http://example.org/eu-srs',
  doseFormParts: system('edqmFormParts'),
};

/** The properties by which the editions of 2025 differ. */
export interface Differences extends Pick<
  Edition,
  'name' | 'constraints' | 'phpidInputs' | 'holderIsContact' | 'nameAuthority'
> {
  /** Date of the capability statement, which alone tells the two services apart. */
  date: string;
  cas: string;
  inputCodes: readonly string[];
  /** Profiles beside those that both editions have. */
  profiles?: Edition['profiles'];
  gsidTask?: string;
}

/** Builds an edition of 2025; both use the same URLs for different content. */
export function edition2025(differences: Differences): Edition {
  const { date, cas, inputCodes, profiles = {}, gsidTask = null, ...others } = differences;
  return {
    ...others,
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
      ...profiles,
    },
    answers: {
      phpidTask: 'Task-who-php-phpid-status',
      gsidTask,
      administrableProduct: 'AdministrableProductDefinition-who-php',
      ingredient: 'Ingredient-who-php-publish',
      medicinalProduct: 'MedicinalProductDefinition-who-php-pub',
      substance: 'SubstanceDefinition-pub',
    },
    systems: { ...SYSTEMS_2025, cas },
    doseFormPrefixes: true,
    levelCodes: ['PhPIDLevel1', 'PhPIDLevel2', 'PhPIDLevel3', 'PhPIDLevel4'],
    identifiers: {
      phpid: { prefix: '', length: 32, alphabet: 'hexadecimal' },
      gsid: { prefix: 'GSID', length: 13, alphabet: 'alphanumeric' },
      product: { prefix: '', length: 12, alphabet: 'hexadecimal' },
    },
    // An identifier alone, because the product itself needs a licence.
    productOutput: { code: 'whodrugid', withReference: false, label: 'WHODrug id' },
    publishesRequestedIdentifiers: true,
    codes: {
      [system('task-request-code')]: ['phpid-request', 'gsid-request'],
      [system('task-input-type')]: inputCodes,
      [system('task-output-type')]: ['phpid', 'whodrugid', 'gsid'],
      [system('jurisdiction')]: ['EU'],
      [system('strengthUnit')]: ['IU'],
    },
    initialStatus: 'requested',
    updateTaskStatuses: [],
    versioning: { header: 'accept' },
    capability: {
      title: 'WHO-UMC IDMP Management and Publish API',
      status: 'draft',
      date,
      softwareVersion: '0.5.0',
      resources: declaredResources(BASE),
    },
    search: SEARCHES,
  };
}
