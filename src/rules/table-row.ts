import type { EditionName, Kind } from '../contract/index.js';

/**
 * One row of a rule table: what a profile demands of an element beyond what R5 demands of it (or, in R5's own
 * tables, beyond its JSON structure).
 */
export interface Row {
  /** Element id as the profile has it; a slice stands after a colon: `Task.input:MPD.value[x]`. */
  id: string;
  /** How often the element is there at least, once what it stands in is there. */
  min?: number;
  /** How often at most. */
  max?: number;
  /** Types that are left of a choice (`value[x]`). */
  types?: readonly string[];
  /** What the value must be or contain (R5: `pattern[x]`, `fixed[x]`). */
  pattern?: unknown;
  /** Name of the code list (required binding). */
  binding?: string;
  /** What a reference may lead to: resource types, or ids of the edition's profiles. */
  targets?: readonly string[];
  /** The element is sliced by this path below it; slices are open: what matches none is allowed. */
  slicedBy?: string;
}

/** A condition over several elements, in FHIRPath. */
export interface Invariant {
  key: string;
  /** Element on which it is evaluated: `Task`, `Organization.contact`, or a data type. */
  at: string;
  expression: string;
  /** What is wrong when it does not hold, and what to do. */
  text: string;
  /**
   * `code`: checked by a function of the same meaning, since it holds at each of hundreds of elements, or since it
   * needs what FHIRPath has not (see native-checks.ts). A test compares the two where both can be run.
   */
  by: 'fhirpath' | 'code';
}

/** A profile of the guide, as a table. */
export interface ProfileTable {
  /** Last part of its URL. */
  id: string;
  type: string;
  rows: readonly Row[];
  /** Conditions of its own, beside those of its type. */
  invariants: readonly Omit<Invariant, 'text' | 'by'>[];
}

/** An edition of the guide: all that its definitions demand of a request. */
export interface EditionTables {
  name: EditionName;
  /** Bases of its profiles' URLs; instances may name either. */
  bases: readonly string[];
  /** Profile of the Task that asks for it. */
  requests: Readonly<Partial<Record<Kind, string>>>;
  profiles: readonly ProfileTable[];
  /** Profiles and extensions that are no part of a request, with their type: known, and not checked here. */
  otherDefinitions: Readonly<Record<string, string>>;
  /** Complete code systems: URL → code → display. */
  codeSystems: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Value sets that its profiles bind (required): URL → codes; a code is `system|code`. */
  valueSets: Readonly<Record<string, readonly string[]>>;
}
