import type { EditionName } from './editions.js';
import type { AnyResource } from './product.js';

/** An identifier in its system. */
export interface Identifier {
  system: string;
  value: string;
}

/** One PhPID; a product has one on each of four levels (1: substance … 4: substance, strength and form). */
export interface Phpid extends Identifier {
  /** 1 to 4; null when the service does not give it. */
  level: number | null;
  /**
   * `AdministrableProductDefinition/…`, without base and version. A reference to another server is unchanged, `#id` refers to a
   * resource contained in the Task, and null means a logical reference.
   */
  reference: string | null;
  /** Absolute address; null for a logical reference. */
  url: string | null;
}

interface CommonResult {
  requestId: string;
  edition: EditionName;
  taskId: string;
  taskUrl: string;
  resources: AnyResource[];
  /** ISO 8601. */
  submittedAt: string;
  /** ISO 8601. */
  completedAt: string;
  polls: number;
}

/** Result of `requestPhpid`. */
export interface PhpidResult extends CommonResult {
  phpids: Phpid[];
  /** The WHODrug or UMC product id; null when absent. */
  productId: Identifier | null;
}

/** Result of `requestGsid`. */
export interface GsidResult extends CommonResult {
  gsid: Identifier;
}

/** Result of a request of either kind. */
export type RequestResult = PhpidResult | GsidResult;
