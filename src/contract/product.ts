import type { Resource } from 'fhir/r5.js';

/** A number as JSON has it, or as text where its precision matters (`"0.50"`). Never negative. */
export type DecimalInput = number | string;

/** A business identifier: who gave it, and what it is. */
export interface IdentifierInput {
  /** URI of the naming system, e.g. `http://ema.europa.eu/example/mpid`. */
  system: string;
  value: string;
}

/** A term as text, or as a code of a code system, with or without text. */
export type TermInput = string | { text?: string; system: string; code: string };

/** One name of a product, and where it is used. */
export interface ProductNameInput {
  name: string;
  /** ISO 3166-1, two or three letters: `NL`, `NLD`. */
  country: string;
  /** BCP 47: `nl`, `pt-BR`. */
  language: string;
  /** `EU`, where the name holds in the whole of the European Union. */
  jurisdiction?: 'EU';
  /** The kind of the name (`INN`, `Trade name`, …): one name needs it if there are several. */
  type?: string;
}

/** An amount: `{ "value": "2.50", "unit": "mg" }`. Units are UCUM's, or the edition's own (`IU`, `DF`, …). */
export interface QuantityInput {
  value: DecimalInput;
  unit: string;
}

/**
 * The strength of an ingredient: an amount per unit of presentation (`value`, `unit`), a ratio (with `per`), or text.
 * At least one of amount and text (guide, rule presentation-required); a text may accompany an amount.
 */
export type StrengthInput =
  string | { value?: DecimalInput; unit?: string; per?: QuantityInput; text?: string };

/** Strength in terms of another substance, e.g. of the base where the ingredient is a salt. */
export interface ReferenceStrengthInput extends QuantityInput {
  substance: string;
  gsid?: string;
}

/** One ingredient of a product. */
export interface IngredientInput {
  /** Name of the substance, preferably in English. */
  substance: string;
  /** Global substance identifier, where it is known. */
  gsid?: string;
  /** Default `active`. */
  role?: 'active' | 'adjuvant' | 'excipient';
  strength: StrengthInput;
  referenceStrength?: ReferenceStrengthInput;
}

/** The organization that holds the marketing authorization. */
export interface HolderInput {
  name: string;
  identifier?: IdentifierInput;
}

/** A document about the product: its title or number alone, or with an address. */
export type DocumentInput = string | { title: string; url?: string };

/** The simple form of one medicinal product. `docs/input.md` shows the FHIR element of each field. */
export interface ProductInput {
  /** The product's own identifier, e.g. its local MPID. */
  identifier: IdentifierInput;
  names: ProductNameInput[];
  /** Default `Human`. */
  domain?: 'Human' | 'Veterinary';
  /** Combined pharmaceutical dose form: text (`"tablet"`) or a code, e.g. of EDQM. */
  doseForm?: TermInput;
  /** ATC code. */
  atc?: string;
  ingredients: IngredientInput[];
  holder: HolderInput;
  authorization?: { identifier: IdentifierInput };
  documents: DocumentInput[];
}

/** A code that another system gave to a substance; `UNII`, `CAS` and `EU-SRS` stand for their systems. */
export interface SubstanceCodeInput {
  system: string;
  code: string;
}

/** The simple form of a substance that has no GSID yet. */
export interface SubstanceInput {
  name: string;
  /** BCP 47 language of the name. */
  language: string;
  /** Default `Human`. */
  domain?: 'Human' | 'Veterinary';
  codes?: SubstanceCodeInput[];
  /** Sources of the data: addresses or titles. */
  sources?: string[];
  note?: string;
}

/** A FHIR R5 resource as callers hand it over: what is inside is checked by the first activity. */
export type AnyResource = Resource & { resourceType: string };
