import type { CancellationStrategy, EditionName, Kind, PollingSchedule } from '../contract/index.js';

/** A resource type that a request Task contains. */
export type RequestResourceType =
  | 'MedicinalProductDefinition'
  | 'Ingredient'
  | 'Organization'
  | 'RegulatedAuthorization'
  | 'SubstanceDefinition';

/** One input of a request Task: the resource that it refers to, and the code of its type. */
export interface InputRule {
  resourceType: RequestResourceType;
  /** Code and display in the edition's task-input-type system. */
  code: string;
  display: string;
  /** Number of such inputs in a Task. */
  min: number;
  max: number;
}

/** Rules of the request Task for one kind of identifier. */
export interface RequestRules {
  /** Code in the edition's task-request-code system. */
  code: string;
  /** Id of the Task's request profile. */
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
  /** Units that UCUM does not have. */
  strengthUnit: string;
  unii: string;
  cas: string;
  euSrs: string;
}

/** Systems whose values the service issues. */
export type IssuedSystem = 'gsid' | 'phpid' | 'productId';

/**
 * An edition of the guide as data: the differences between editions that matter to a client. Code outside this folder
 * does not depend on an edition's name.
 */
export interface Edition {
  name: EditionName;
  /** Bases of its profiles, extensions and code systems. The worker writes the first, and reads all of them. */
  bases: readonly [string, ...string[]];
  systems: EditionSystems;
  /** Other URIs under which the guide's own instances name the systems of issued identifiers; read in answers. */
  otherSystems: Readonly<Partial<Record<IssuedSystem, readonly string[]>>>;
  /** Unit as requesters write it → code in `systems.strengthUnit`. */
  ownUnits: Readonly<Record<string, string>>;
  /** Copies of EDQM's dose form parts: system → pattern of its codes, whose first group is EDQM's own code. */
  edqmCopies: Readonly<Record<string, RegExp>>;
  requests: Readonly<Partial<Record<Kind, RequestRules>>>;
  /** Ids of the profiles that contained resources may name. A type without a profile follows R5 only. */
  profiles: Readonly<Partial<Record<RequestResourceType, string>>>;
  /** Profile ids in the guide's templates that its definitions do not have → the id that is meant. */
  staleProfiles: Readonly<Record<string, string>>;
  /** Place where a product names its holder: its `contact`, or a RegulatedAuthorization's `holder`. */
  holderIn: 'contact' | 'authorization';
  /** Output type codes, by meaning. */
  outputs: { phpid: readonly string[]; product: readonly string[]; gsid: readonly string[] };
  /** Code of a PhPID's level (`identifier.type`) → level. */
  levels: Readonly<Record<string, number>>;
  /** Media type of requests; where the edition versions by FHIR version, with it (guide, versioning). */
  mediaType: string;
  /** Search parameters of Task in the edition's capability statement. */
  taskSearch: readonly string[];
  /** True if the edition's capability statement declares `If-None-Exist` for Tasks. */
  conditionalCreate: boolean;
  /** Interactions of Task in the edition's capability statement; its pages may promise more. */
  taskInteractions: readonly string[];
  /** Default cancellation strategy. An account or a request can name another. */
  cancellation: CancellationStrategy;
}

/** Creates the URL by which instances name a profile or extension of the edition. */
export function createDefinitionUrl({ bases }: Edition, id: string): string {
  return `${bases[0]}/StructureDefinition/${id}`;
}

/** Tells whether a URL is below one of the edition's own bases. */
export function isUnder(url: string, { bases }: Edition): boolean {
  return bases.some((base) => url === base || url.startsWith(`${base}/`));
}

/** Tells whether a system is the edition's own for these identifiers, under any of its names. */
export function isIssuedSystem(system: string, role: IssuedSystem, edition: Edition): boolean {
  return system === edition.systems[role] || edition.otherSystems[role]?.includes(system) === true;
}

/** Default deadline of a request, in seconds: 90 days. Known validations are shorter. */
const DEFAULT_DEADLINE_SECONDS = 7_776_000;

/** Doubles the interval of polls from four seconds up to a maximum (guide 2025-01, phpIdRequest and substanceRequest, step 4). */
export function backOffTo(maximumSeconds: number): PollingSchedule {
  return { initialSeconds: 4, factor: 2, maximumSeconds, deadlineSeconds: DEFAULT_DEADLINE_SECONDS };
}

/** Polls at a fixed interval. */
export function pollEvery(seconds: number): PollingSchedule {
  return {
    initialSeconds: seconds,
    factor: 1,
    maximumSeconds: seconds,
    deadlineSeconds: DEFAULT_DEADLINE_SECONDS,
  };
}
