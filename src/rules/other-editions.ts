import { EDITION_NAMES, type EditionName } from '../contract/index.js';
import { editionNamed, isUnder, rulesNamed, type Edition } from '../editions/index.js';

/** Lists the other editions whose bases include a URL. A URL below the edition's own bases has no others. */
export function editionsOf(url: string, edition: Edition): EditionName[] {
  if (isUnder(url, edition)) return [];
  return EDITION_NAMES.filter((name) => name !== edition.name && isUnder(url, editionNamed(name)));
}

/** Finds the other editions that define a profile or extension. */
export function findDefiningEditions(url: string, edition: Edition): EditionName[] {
  const id = url.slice(url.lastIndexOf('/') + 1);
  return EDITION_NAMES.filter(
    (name) => name !== edition.name && isUnder(url, editionNamed(name)) && isDefined(id, name),
  );
}

function isDefined(id: string, name: EditionName): boolean {
  const { otherDefinitions, profiles } = rulesNamed(name);
  return id in otherDefinitions || profiles.some((each) => each.id === id);
}

/** Returns an addition to a message about a value with a system of another edition, or an empty text. */
export function describeForeignSystems(value: unknown, edition: Edition): string {
  const systems = systemsIn(value);
  const names = systems.flatMap((system) => editionsOf(system, edition));
  if (names.length === 0) return '';
  return `; ${systems.join(', ')} belongs to edition ${[...new Set(names)].join(' and ')}, but this service uses edition ${edition.name}`;
}

function systemsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  const { coding } = (value ?? {}) as { coding?: unknown };
  return Array.isArray(coding)
    ? coding.flatMap((each: { system?: unknown } | null) =>
        typeof each?.system === 'string' ? [each.system] : [],
      )
    : [];
}
