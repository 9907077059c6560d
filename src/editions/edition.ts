import type { CancellationStrategy, EditionName, Kind, PollingSchedule } from '../contract/index.js';

/** One input of a request Task: which resource it refers to, and how its type is coded. */
export interface InputRule {
  resourceType:
    | 'MedicinalProductDefinition'
    | 'Ingredient'
    | 'Organization'
    | 'RegulatedAuthorization'
    | 'SubstanceDefinition';
  /** Code and display in the edition's task-input-type system. */
  code: string;
  display: string;
  /** How many of them a Task has. */
  min: number;
  max: number;
}

/** How one kind of identifier is asked for. */
export interface RequestRules {
  /** Code in the edition's task-request-code system. */
  code: string;
  /** Canonical of the Task's request profile, as instances name it. */
  profile: string;
  /** In the order of the guide's template; Task.contained and Task.input keep it. */
  inputs: readonly InputRule[];
  polling: PollingSchedule;
}

/** URIs of the naming and code systems that an edition uses. */
export interface EditionSystems {
  gsid: string;
  phpid: string;
  /** Product records: WHODrug id, later UMC product id. */
  productId: string;
  requestCode: string;
  inputType: string;
  jurisdiction: string;
  /** Units that UCUM has not. */
  strengthUnit: string;
  unii: string;
  cas: string;
  euSrs: string;
}

/**
 * An edition of the guide as data: all that differs between editions and matters to a client.
 * Nothing outside this folder asks which edition it is.
 */
export interface Edition {
  name: EditionName;
  systems: EditionSystems;
  /** Unit as requesters write it → code in `systems.strengthUnit`. */
  ownUnits: Readonly<Record<string, string>>;
  requests: Readonly<Partial<Record<Kind, RequestRules>>>;
  /** Where a product names its holder: in its `contact`, or in a RegulatedAuthorization's `holder`. */
  holderIn: 'contact' | 'authorization';
  /** Output type codes, by what they stand for. */
  outputs: { phpid: readonly string[]; product: readonly string[]; gsid: readonly string[] };
  /** Code of a PhPID's level (`identifier.type`) → level. */
  levels: Readonly<Record<string, number>>;
  /** URL of the extension in which a PhPID names its parents. */
  parentPhpid: string;
  /** Media type of requests; where the edition versions by FHIR version, with it (guide, versioning). */
  mediaType: string;
  /** What the edition's capability statement lists as search parameters of Task. */
  taskSearch: readonly string[];
  /** Whether the edition's capability statement declares `If-None-Exist` for Tasks. */
  conditionalCreate: boolean;
  /** What the edition's capability statement lists for Task; its pages may promise more. */
  taskInteractions: readonly string[];
  /** How a Task is called off unless account or request say otherwise. */
  cancellation: CancellationStrategy;
}

/** 90 days: longer than any validation that was ever seen, short enough that nothing waits for ever. */
export const DEFAULT_DEADLINE_SECONDS = 7_776_000;

/** Exponential back-off from four seconds (guide 2025-01, phpIdRequest and substanceRequest, step 4). */
export function backOffTo(maximumSeconds: number): PollingSchedule {
  return { initialSeconds: 4, factor: 2, maximumSeconds, deadlineSeconds: DEFAULT_DEADLINE_SECONDS };
}
