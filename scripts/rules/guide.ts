import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { CodeSystem, StructureDefinition, ValueSet } from 'fhir/r5';
import { EDITION_NAMES, type EditionName } from '../../src/contract/index.js';

/** The definitions of an edition's compiled guide. */
export interface Guide {
  name: EditionName;
  profiles: StructureDefinition[];
  valueSets: ValueSet[];
  codeSystems: CodeSystem[];
}

/** The folders of a compiled guide that are read. */
const FOLDERS = ['snapshots', 'valuesets', 'codesystems'] as const;

/** A folder that lacks something; the message says what. */
export class GuideError extends Error {}

/**
 * Reads the guides in a folder: of one edition, where the folder has the edition's name, or of each edition that has a
 * folder in it. Throws a GuideError where there is none, or where one lacks a folder.
 */
export function guidesIn(folder: string): Guide[] {
  const path = resolve(folder);
  if (!existsSync(path)) throw new GuideError(`${path} does not exist`);
  const own = EDITION_NAMES.find((name) => name === basename(path));
  if (own !== undefined) return [guideIn(path, own)];
  const names = EDITION_NAMES.filter((name) => existsSync(join(path, name)));
  if (names.length === 0) {
    const wanted = EDITION_NAMES.join(', ');
    throw new GuideError(
      `${path} has no folder named after an edition (${wanted}), and does not have such a name itself`,
    );
  }
  return names.map((name) => guideIn(join(path, name), name));
}

function guideIn(path: string, name: EditionName): Guide {
  const missing = FOLDERS.filter((folder) => !existsSync(join(path, folder)));
  if (missing.length > 0)
    throw new GuideError(`${path} lacks ${missing.map((each) => `${each}/`).join(', ')}`);
  const [profiles, valueSets, codeSystems] = FOLDERS.map((folder) => resources(join(path, folder)));
  const guide = { name, profiles, valueSets, codeSystems } as Guide;
  const bare = guide.profiles.filter(({ snapshot }) => snapshot === undefined);
  if (bare.length > 0) {
    const ids = bare.map(({ id }) => id).join(', ');
    throw new GuideError(`${join(path, 'snapshots')}: these definitions have no snapshot: ${ids}`);
  }
  return guide;
}

function resources(folder: string): unknown[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as unknown);
}
