import type { Findings } from './findings.js';
import type { CompiledEdition } from './rule-tree.js';

/** An object of parsed JSON. */
export type JsonObject = Record<string, unknown>;

/** The data that stay the same during a walk over a Task. */
export interface Walk {
  rules: CompiledEdition;
  findings: Findings;
  task: JsonObject;
  /** Contained resources by id. */
  contained: ReadonlyMap<string, ContainedResource>;
  /** Fragments that are referred to: `#id`. */
  referred: Set<string>;
  /** Requires that a contained resource is checked against a profile, because a reference demands that profile. */
  demand: (resource: ContainedResource, profile: string) => void;
}

/** A resource that a Task contains. */
export interface ContainedResource {
  resource: JsonObject;
  type: string;
  /** FHIRPath in the Task: `Task.contained[1]`. */
  at: string;
}
