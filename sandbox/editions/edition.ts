import type { CapabilityStatementRestResource } from 'fhir/r5';

/** The editions of the IDMP service guide that the sandbox speaks, by month of publication. */
export const EDITION_NAMES = ['2025-01', '2025-03', '2026-05'] as const;

/** One of the editions. */
export type EditionName = (typeof EDITION_NAMES)[number];

/** What is asked for: a PhPID for a medicinal product, or a GSID for a substance. */
export type RequestKind = 'phpid' | 'gsid';

/** The contained resource types that a profile of the edition constrains, and Organization as a holder. */
export type RuleSet =
  | 'Task/phpid'
  | 'Task/gsid'
  | 'MedicinalProductDefinition'
  | 'Ingredient'
  | 'Organization/holder'
  | 'RegulatedAuthorization'
  | 'SubstanceDefinition';

/** An input slice of a request Task: how often its code has to be there, and what it points at. */
export interface InputSlice {
  code: string;
  min: number;
  max: number;
  type: string;
}

/** What the sandbox needs to know about one edition of the guide; everything here is data. */
export interface Edition {
  name: EditionName;
  /** Base of the URLs that instances use. */
  base: string;
  /** Bases under which `meta.profile` may name a profile of the edition. */
  profileBases: string[];
  /** Profile id to the rules it stands for; `null` where the profile is known but no rule of a request. */
  profiles: Record<string, RuleSet | null>;
  /** Profile ids of what the service answers and publishes. */
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
    jurisdiction: string;
    cas: string;
    euSrs: string;
    /** System of the dose form attributes, and the prefixes that their codes carry in it. */
    doseFormParts: string;
  };
  doseFormPrefixes: boolean;
  levelCodes: readonly [string, string, string, string];
  productOutputCode: string;
  /** Code systems of the edition whose content is complete: a code that isn't here is unknown. */
  codes: Record<string, readonly string[]>;
  initialStatus: 'requested' | 'received';
  phpidInputs: InputSlice[];
  /** How the API version is chosen (guide, versioning). */
  versioning: 'accept' | 'x-api-version';
  capability: {
    title: string;
    status: 'draft' | 'active';
    date: string;
    softwareVersion: string;
    resources: CapabilityStatementRestResource[];
  };
  search: Record<string, readonly string[]>;
}

/** Joins a base and a profile id, as instances name it in `meta.profile`. */
export function profileUrl(edition: Edition, id: string): string {
  return `${edition.base}/StructureDefinition/${id}`;
}
