import type { CapabilityStatementRestResource, CodeableConcept } from 'fhir/r5';
import type { Constraint } from '../rules/constraints.js';

/** The editions of the IDMP service guide that the sandbox serves, by month of publication. */
export const EDITION_NAMES = ['2025-01', '2025-03', '2026-04-poc', '2026-05'] as const;

/** One of the editions. */
export type EditionName = (typeof EDITION_NAMES)[number];

/** Kind of identifier that a Task requests: a PhPID for a medicinal product, or a GSID for a substance. */
export type RequestKind = 'phpid' | 'gsid';

/** The resources of a request that a profile of the edition constrains; an Organization as a holder. */
export type RuleSet =
  | 'Task/phpid'
  | 'Task/gsid'
  | 'MedicinalProductDefinition'
  | 'Ingredient'
  | 'Organization/holder'
  | 'RegulatedAuthorization'
  | 'SubstanceDefinition';

/** An input slice of a request Task: how often its code is needed and allowed, and the type of its target. */
export interface InputSlice {
  code: string;
  min: number;
  max: number;
  type: string;
}

/** The form of a generated identifier: a prefix, and letters and digits after it. */
export interface IdentifierShape {
  prefix: string;
  /** Number of characters after the prefix, at most 32. */
  length: number;
  alphabet: 'hexadecimal' | 'alphanumeric';
}

/** The header by which a request chooses the API version (guide, versioning). */
export type Versioning =
  | { header: 'accept' }
  | {
      header: 'x-api-version';
      /** Versions of two numbers that are served without a warning; the first one is the default. */
      current: readonly [string, ...string[]];
      /** Versions that will be retired, with the date as YYYYMMDD. */
      retiring: Readonly<Record<string, string>>;
    };

/** Everything by which the sandbox's editions differ; all of it is data. */
export interface Edition {
  name: EditionName;
  /** Base of the URLs that instances use. */
  base: string;
  /** Bases under which `meta.profile` may name a profile of the edition. */
  profileBases: string[];
  /** Profile ids with the rules of a request that they set; `null` where a profile sets none. */
  profiles: Record<string, RuleSet | null>;
  /** Demands of the request profiles beyond R5. Labels such as "not used" forbid nothing. */
  constraints: Readonly<Partial<Record<RuleSet, readonly Constraint[]>>>;
  /** Profile ids of the service's answers and publications. */
  answers: {
    phpidTask: string;
    gsidTask: string | null;
    administrableProduct: string;
    ingredient: string;
    medicinalProduct: string;
    substance: string;
  };
  systems: {
    requestCode: string;
    inputType: string;
    outputType: string;
    gsid: string;
    phpid: string;
    phpidLevel: string;
    /** System of the classification of a product record by its level-4 PhPID. */
    phpidLevel4: string;
    productId: string;
    cas: string;
    euSrs: string;
    /** System of the dose form attributes. */
    doseFormParts: string;
  };
  /** Whether the codes of dose form attributes have prefixes, such as `BDF-0069`. */
  doseFormPrefixes: boolean;
  levelCodes: readonly [string, string, string, string];
  /** Forms of the identifiers, as in the edition's examples. */
  identifiers: { phpid: IdentifierShape; gsid: IdentifierShape; product: IdentifierShape };
  /** The output that names the product record. */
  productOutput: {
    code: string;
    /** Whether the output has a reference beside the identifier. */
    withReference: boolean;
    /** Name of the identifier for people. */
    label: string;
  };
  /** Whether the product's contact names the holder; otherwise a RegulatedAuthorization does. */
  holderIsContact: boolean;
  /** Whether a published product repeats the requester's identifiers beside its own. */
  publishesRequestedIdentifiers: boolean;
  /** Authority of the official name of a published substance; `null` where names have no such mark. */
  nameAuthority: CodeableConcept | null;
  /** Code systems of the edition whose content is complete: any other code in them is unknown. */
  codes: Record<string, readonly string[]>;
  initialStatus: 'requested' | 'received';
  /** Statuses through which `GET UpdateTask/ID` moves a Task, in order; empty where the service lacks this call. */
  updateTaskStatuses: readonly string[];
  phpidInputs: readonly InputSlice[];
  versioning: Versioning;
  capability: {
    title: string;
    status: 'draft' | 'active';
    date: string;
    softwareVersion: string;
    resources: CapabilityStatementRestResource[];
  };
  /** Search parameters that the service applies, by resource type; the capability statement may list fewer. */
  search: Record<string, readonly string[]>;
}

/** Joins a base and a profile id, as instances name it in `meta.profile`. */
export function profileUrl(edition: Edition, id: string): string {
  return `${edition.base}/StructureDefinition/${id}`;
}

/** Tells whether the edition accepts requests of this kind. */
export function acceptsKind(edition: Edition, kind: RequestKind): boolean {
  return edition.constraints[`Task/${kind}`] !== undefined;
}
