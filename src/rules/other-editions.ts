import { EDITION_NAMES, type EditionName } from '../contract/index.js';
import { editionNamed, isUnder, rulesNamed, type Edition } from '../editions/index.js';

/** Other editions under whose base a URL stands, where the edition's own bases do not have it. */
export function editionsOf(url: string, edition: Edition): EditionName[] {
  if (isUnder(url, edition)) return [];
  return EDITION_NAMES.filter((name) => name !== edition.name && isUnder(url, editionNamed(name)));
}

/** Other editions that define such a profile or extension. */
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

/** An addition to a message where a value speaks another edition's language; else nothing. */
export function describeForeignSystems(value: unknown, edition: Edition): string {
  const systems = systemsIn(value);
  const names = systems.flatMap((system) => editionsOf(system, edition));
  if (names.length === 0) return '';
  return `; ${systems.join(', ')} belongs to edition ${[...new Set(names)].join(' and ')}, and this service speaks ${edition.name}`;
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
