import type { AdministrableProductDefinition, FhirResource, Identifier as FhirIdentifier } from 'fhir/r5';
import type { Identifier, Issue, Phpid } from '../contract/index.js';
import { isIssuedSystem, type Edition } from '../editions/index.js';
import { objectsIn } from '../fhir/index.js';
import { createWarning } from './oddities.js';
import { wholeIdentifier } from './task-outputs.js';

/** What a PhPID's own resource, or a reference to it, says of it. */
export interface StatedPhpid extends Identifier {
  /** 1 to 4; null where it does not say. */
  level: number | null;
}

/**
 * The PhPID among identifiers: the one of the edition's system, else one that has a level, else the only one. The base
 * of these systems has moved before, so another system is no reason to have none.
 */
export function readPhpid(identifiers: FhirIdentifier[] | undefined, edition: Edition): StatedPhpid | null {
  const stated = objectsIn(identifiers).flatMap((identifier) => {
    const whole = wholeIdentifier(identifier);
    return whole === null ? [] : [{ ...whole, level: levelOf(identifier, edition) }];
  });
  return (
    stated.find(({ system }) => isIssuedSystem(system, 'phpid', edition)) ??
    stated.find(({ level }) => level !== null) ??
    (stated.length === 1 ? stated[0]! : null)
  );
}

/** A PhPID's level stands as the type of its identifier, in every edition. */
function levelOf({ type }: FhirIdentifier, { levels }: Edition): number | null {
  for (const { code } of objectsIn(type?.coding)) {
    if (typeof code === 'string' && Object.hasOwn(levels, code)) return levels[code] ?? null;
  }
  return null;
}

export function isPhpidResource(resource: FhirResource | null): resource is AdministrableProductDefinition {
  return resource?.resourceType === 'AdministrableProductDefinition';
}

/** Deepest level last; the same PhPID once, with all that any mention of it says. */
export function mergePhpids(phpids: Phpid[]): Phpid[] {
  const once = new Map<string, Phpid>();
  for (const phpid of phpids) {
    const { level, reference, url } = once.get(nameOf(phpid)) ?? phpid;
    const isLinked = reference !== null;
    once.set(nameOf(phpid), {
      ...phpid,
      level: level ?? phpid.level,
      reference: isLinked ? reference : phpid.reference,
      url: isLinked ? url : phpid.url,
    });
  }
  return [...once.values()].sort((one, other) => (one.level ?? 0) - (other.level ?? 0));
}

export function nameOf({ system, value }: Identifier): string {
  return `${system}|${value}`;
}

/** What is odd about the PhPIDs of a request as a whole: the operating model promises all four levels. */
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
      ? [createWarning('incomplete', `nothing says of which level ${value} is`, 'Task.output')]
      : []),
  ]);
  if (phpids.some(({ level }) => level === null)) return issues;
  const missing = [1, 2, 3, 4].filter((level) => phpids.every((phpid) => phpid.level !== level));
  return missing.length === 0
    ? issues
    : [
        ...issues,
        createWarning('not-found', `there is no PhPID of level ${missing.join(', ')}`, 'Task.output'),
      ];
}
