import type { AdministrableProductDefinition, FhirResource, Identifier as FhirIdentifier } from 'fhir/r5';
import type { Identifier, Issue, Phpid } from '../contract/index.js';
import { isIssuedSystem, type Edition } from '../editions/index.js';
import { objectsIn } from '../fhir/index.js';
import { createWarning } from './oddities.js';
import { readIdentifier } from './task-outputs.js';

/** A PhPID as its own resource, or a reference to it, has it. */
export interface StatedPhpid extends Identifier {
  /** 1 to 4. Null if unknown. */
  level: number | null;
}

/**
 * Reads the PhPID from identifiers: the one of the edition's system, else one with a level, else the only one. The base of
 * these systems has changed before, so an identifier of another system may be a PhPID, too.
 */
export function readPhpid(identifiers: FhirIdentifier[] | undefined, edition: Edition): StatedPhpid | null {
  const stated = objectsIn(identifiers).flatMap((identifier) => {
    const whole = readIdentifier(identifier);
    return whole === null ? [] : [{ ...whole, level: readLevel(identifier, edition) }];
  });
  return (
    stated.find(({ system }) => isIssuedSystem(system, 'phpid', edition)) ??
    stated.find(({ level }) => level !== null) ??
    (stated.length === 1 ? stated[0]! : null)
  );
}

/** Reads a PhPID's level, which is the type of its identifier in each edition. */
function readLevel({ type }: FhirIdentifier, { levels }: Edition): number | null {
  for (const { code } of objectsIn(type?.coding)) {
    if (typeof code === 'string' && Object.hasOwn(levels, code)) return levels[code] ?? null;
  }
  return null;
}

/** Tells whether a resource describes a PhPID. */
export function isPhpidResource(resource: FhirResource | null): resource is AdministrableProductDefinition {
  return resource?.resourceType === 'AdministrableProductDefinition';
}

/** Merges equal PhPIDs with all their details, and sorts them, the deepest level last. */
export function mergePhpids(phpids: Phpid[]): Phpid[] {
  const once = new Map<string, Phpid>();
  for (const phpid of phpids) {
    const { level, reference, url } = once.get(formatName(phpid)) ?? phpid;
    const isLinked = reference !== null;
    once.set(formatName(phpid), {
      ...phpid,
      level: level ?? phpid.level,
      reference: isLinked ? reference : phpid.reference,
      url: isLinked ? url : phpid.url,
    });
  }
  return [...once.values()].sort((one, other) => (one.level ?? 0) - (other.level ?? 0));
}

/** Formats a key of an identifier: `system|value`. */
export function formatName({ system, value }: Identifier): string {
  return `${system}|${value}`;
}

/** Checks the PhPIDs of a request as a whole, because the operating model promises all four levels. */
export function checkPhpids(phpids: Phpid[], edition: Edition): Issue[] {
  const issues = phpids.flatMap(({ system, value, level }) => [
    ...(isIssuedSystem(system, 'phpid', edition)
      ? []
      : [
          createWarning(
            'value',
            `the system ${system} of ${value} is not that of edition ${edition.name}`,
            'Task.output',
          ),
        ]),
    ...(level === null
      ? [createWarning('incomplete', `the level of ${value} is unknown`, 'Task.output')]
      : []),
  ]);
  if (phpids.some(({ level }) => level === null)) return issues;
  const missing = [1, 2, 3, 4].filter((level) => phpids.every((phpid) => phpid.level !== level));
  return missing.length === 0
    ? issues
    : [...issues, createWarning('not-found', `missing PhPID of level ${missing.join(', ')}`, 'Task.output')];
}
