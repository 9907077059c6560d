import type { EditionName } from '../../../sandbox/index.js';

/** Properties by which the tests tell the editions apart, written from the guide and not from the sandbox. */
export interface Facts {
  /** Base of code systems and profiles. */
  base: string;
  /** Profile of a PhPID request. */
  requestProfile: string;
  initialStatus: string;
  phpid: RegExp;
  gsid: RegExp;
  product: RegExp;
  productSystem: string;
  productOutput: string;
  /** Whether the output of the product has a reference beside its identifier. */
  productReference: boolean;
  /** System of the last identifier of a published product: the requester's, where it is repeated. */
  lastProductIdentifier: string;
  /** Code of a PhPID level, without the number. */
  level: string;
  levelSystem: string;
  /** Code of the basic dose form tablet. */
  tablet: string;
  /** Search parameters: by the content of resources, or by `phpid`, `_id` and paging alone. */
  searches: 'of 2025' | 'of 2026-05';
}

const OF_2025: Facts = {
  base: 'http://who-umc.org/idmp',
  requestProfile: 'Task-who-php-phpid',
  initialStatus: 'requested',
  phpid: /^[0-9A-F]{32}$/,
  gsid: /^GSID[0-9A-Z]{13}$/,
  product: /^[0-9A-F]{12}$/,
  productSystem: 'http://who-umc.org/idmp/CodeSystem/product',
  productOutput: 'whodrugid',
  productReference: false,
  lastProductIdentifier: 'urn:test:mpid',
  level: 'PhPIDLevel',
  levelSystem: 'http://who-umc.org/idmp/CodeSystem/php-level',
  tablet: 'BDF-0069',
  searches: 'of 2025',
};

const OF_2026 = {
  requestProfile: 'Task-phpid-req',
  phpid: /^UTPHPID[0-9A-Z]{14}$/,
  gsid: /^UTGSID[0-9A-Z]{13}$/,
  product: /^UMCPID[0-9A-Z]{16}$/,
  productOutput: 'umc-product-id',
  level: 'phpid-level-',
  tablet: '0069',
};

/** The facts of each edition. */
export const FACTS: Record<EditionName, Facts> = {
  '2025-01': OF_2025,
  '2025-03': OF_2025,
  '2026-04-poc': {
    ...OF_2026,
    base: 'http://poc.umcterminologies.org',
    initialStatus: 'requested',
    productSystem: 'http://poc.umcterminologies.org/umc-product-id',
    productReference: false,
    lastProductIdentifier: 'http://poc.umcterminologies.org/umc-product-id',
    levelSystem: 'http://poc.umcterminologies.org/CodeSystem/php-level',
    searches: 'of 2025',
  },
  '2026-05': {
    ...OF_2026,
    base: 'http://umcterminologies.org',
    initialStatus: 'received',
    productSystem: 'http://umcterminologies.org/umc-product-id',
    productReference: true,
    lastProductIdentifier: 'http://umcterminologies.org/umc-product-id',
    levelSystem: 'http://umcterminologies.org/CodeSystem/phpid-level',
    searches: 'of 2026-05',
  },
};
