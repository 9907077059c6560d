import type { EditionName, Kind } from '../../../src/contract/index.js';
import { createDefinitionUrl, editionNamed, rulesNamed, type Row } from '../../../src/editions/index.js';
import { r5Datatypes } from '../../../src/rules/r5/datatypes.js';
import { r5Resources } from '../../../src/rules/r5/resources.js';
import { rulesOfEdition } from '../../../src/rules/rule-tree.js';
import { matchesPattern } from '../../../src/rules/patterns.js';
import { GOOD } from './good-tasks.js';
import { below, isObject, keysOf, placesOf, type Json, type Place } from './places.js';

/** A demand of a table's row, with a Task that breaks it. */
export interface Case {
  rule: string;
  edition: EditionName;
  kind: Kind;
  task: Json;
  /** Issue type and place of the expected error. */
  code: string;
  at: string;
  /** Places of errors that always come with it, beside unused resources (dom-3) and dangling references (ref-1). */
  also: string[];
}

/** A demand that a Task cannot break alone, with the reason. */
export interface Unbreakable {
  rule: string;
  why: string;
}

type Demand = 'min' | 'max' | 'types' | 'pattern' | 'binding' | 'targets';
const DEMANDS: Demand[] = ['min', 'max', 'types', 'pattern', 'binding', 'targets'];

interface Source {
  edition: EditionName;
  kind: Kind;
  task: () => Json;
}

/** Lists every demand of every row of the editions' tables, with a case or the reason for its absence. */
export function casesOfTables(): (Case | Unbreakable)[] {
  const ofProfiles = GOOD.flatMap((source) =>
    rulesNamed(source.edition)
      .profiles.filter((profile) => isReached(profile.id, source))
      .flatMap((profile) => profile.rows.flatMap((row) => casesOf(row, profile.id, source))),
  );
  const ofR5 = [...r5Resources, ...r5Datatypes].flatMap((row) =>
    casesOf(row, 'FHIR R5', GOOD.find((each) => canHold(row, each)) ?? GOOD[0]!),
  );
  return [...ofProfiles, ...ofR5];
}

/** Whether a request reaches the profile: its own profile leads to it, or a resource claims it. */
function isReached(id: string, { edition, kind }: Source): boolean {
  const gsid = ['Task-who-php-gsid', 'SubstanceDefinition-req'];
  return rulesOfEdition(edition).profiles.has(id) && gsid.includes(id) === (kind === 'gsid');
}

function canHold({ id }: Row, { task }: Source): boolean {
  return parentsIn(task(), id).length > 0;
}

/** Lists objects that have (or miss) the element of a row; of a slice, the objects that are in it. */
function parentsIn(task: Json, id: string): Place[] {
  const [root, ...names] = id.split('.') as [string, ...string[]];
  return below(
    placesOf(task).get(root) ?? [],
    names.slice(0, -1).map((name) => name.replace(/:.*/, '')),
  );
}

function casesOf(row: Row, profile: string, source: Source): (Case | Unbreakable)[] {
  return DEMANDS.filter((demand) => row[demand] !== undefined).map((demand) => {
    const rule = `${source.edition} ${profile} ${row.id} ${demand}`;
    const task = source.task();
    claim(task, profile, source.edition);
    const broken = breakIt(task, row, demand, source);
    if (typeof broken === 'string') return { rule, why: broken };
    return { rule, edition: source.edition, kind: source.kind, task, also: [], ...broken };
  });
}

/** Has the resources of a profile's type claim it, where the request does not refer to one that must have it. */
function claim(task: Json, profile: string, edition: EditionName): void {
  const table = rulesNamed(edition).profiles.find(({ id }) => id === profile);
  if (table === undefined || table.type === 'Task') return;
  for (const { object } of placesOf(task).get(table.type) ?? []) {
    object.meta = { profile: [createDefinitionUrl(editionNamed(edition), profile)] };
  }
}

type Broken = Pick<Case, 'code' | 'at'> & Partial<Pick<Case, 'also'>>;

function breakIt(task: Json, row: Row, demand: Demand, source: Source): Broken | string {
  const path = row.id.split('.');
  const last = path.at(-1)!;
  const [name, slice] = last.split(':') as [string, string?];
  const inSlice = path.findIndex((part) => part.includes(':'));
  const parent = parentOf(task, row, path, inSlice, source);
  if (parent === undefined) return 'what it stands in is not allowed at all';
  const at = `${parent.at}.${name.replace('[x]', '')}`;
  if (slice !== undefined) return breakSlice(parent, name, at, row, demand, patternOf(row.id, source));
  if (inSlice > 0 && (demand === 'pattern' || demand === 'binding') && isDiscriminator(row, source)) {
    return breakDiscriminator(parent, name, at, row, demand, source);
  }
  switch (demand) {
    case 'min':
      return breakMin(parent, name, at, row);
    case 'max':
      return breakMax(parent, name, at, row);
    case 'types':
      return breakTypes(parent, name, at, row);
    case 'targets':
      return breakTargets(parent, name, at, task, row, source);
    case 'pattern':
    case 'binding':
      return breakValue(parent, name, at, row, demand);
  }
}

function parentOf(task: Json, row: Row, path: string[], inSlice: number, source: Source): Place | undefined {
  const places = parentsIn(task, row.id);
  if (inSlice < 0 || inSlice === path.length - 1) return places[0];
  const [sliced] = path
    .slice(0, inSlice + 1)
    .join('.')
    .match(/.*/)!;
  const { discriminator, pattern } = patternOf(sliced, source);
  return places.find(({ object }) => matchesPattern(object[discriminator], pattern));
}

interface Slice {
  discriminator: string;
  pattern: unknown;
}

function rowsAround(id: string, { edition }: Source): readonly Row[] {
  return (
    rulesNamed(edition).profiles.find(({ rows }) => rows.some((each) => each.id.startsWith(id)))?.rows ?? []
  );
}

function patternOf(sliceId: string, source: Source): Slice {
  const rows = rowsAround(sliceId, source);
  const slicedBy = rows.find(({ id }) => id === sliceId.replace(/:[^.]*$/, ''))?.slicedBy ?? '';
  const pattern = rows.find(({ id }) => id === `${sliceId}.${slicedBy}`)?.pattern;
  return { discriminator: slicedBy, pattern };
}

function isDiscriminator(row: Row, source: Source): boolean {
  const cut = row.id.lastIndexOf('.');
  return patternOf(row.id.slice(0, cut), source).discriminator === row.id.slice(cut + 1);
}

/** Breaks a discriminator. It cannot be wrong within its slice: the value then is in no slice, and the slice is missing. */
function breakDiscriminator(
  parent: Place,
  name: string,
  at: string,
  row: Row,
  demand: Demand,
  source: Source,
): Broken | string {
  const sliceId = row.id.slice(0, row.id.lastIndexOf('.'));
  const slice = rowsAround(sliceId, source).find(({ id }) => id === sliceId);
  if (slice?.min === undefined)
    return 'a value that is in no slice is allowed, and nothing misses this slice';
  breakValue(parent, name, at, row, demand);
  return { code: 'required', at: parent.at.replace(/\[\d+\]$/, '') };
}

function breakSlice(
  { object }: Place,
  name: string,
  at: string,
  row: Row,
  demand: Demand,
  { discriminator, pattern }: Slice,
): Broken {
  const list = object[name] as Json[];
  const isIn = (each: Json): boolean => matchesPattern(each[discriminator], pattern);
  if (demand === 'max') {
    list.push(...Array.from({ length: row.max! }, () => structuredClone(list.find(isIn)!)));
    return { code: 'structure', at };
  }
  object[name] = list.filter((each) => !isIn(each));
  return { code: 'required', at };
}

function breakMin({ object, at: parentAt }: Place, name: string, at: string, { min }: Row): Broken {
  for (const key of keysOf(object, name)) {
    const value = object[key];
    if (Array.isArray(value) && min! > 1) object[key] = value.slice(0, min! - 1);
    else delete object[key];
  }
  // An object that is left empty breaks a rule of its own.
  return { code: 'required', at, also: Object.keys(object).length === 0 ? [parentAt] : [] };
}

function breakMax({ object }: Place, name: string, at: string, { max }: Row): Broken {
  const value = object[name];
  if (Array.isArray(value)) {
    while (value.length <= max!) value.push(structuredClone(value[0]));
    return { code: 'structure', at, also: [`${at}[`] };
  }
  object[name] = name === 'comparator' ? '<' : [{ system: 'http://who-umc.org/idmp/gsid', value: 'GSID1' }];
  return { code: 'structure', at };
}

function breakTypes({ object }: Place, name: string, at: string, { types }: Row): Broken {
  const base = name.replace('[x]', '');
  for (const key of keysOf(object, name)) delete object[key];
  if (base === 'value') object.valueString = 'some text';
  else if (types!.includes('RatioRange')) object[`${base}CodeableConcept`] = { text: 'much' };
  else object[`${base}RatioRange`] = { lowNumerator: { value: 1 }, denominator: { value: 2 } };
  return { code: 'structure', at };
}

function breakTargets(
  { object }: Place,
  name: string,
  at: string,
  task: Json,
  { targets }: Row,
  source: Source,
): Broken {
  const types = targets!.map((target) => rulesOfEdition(source.edition).typeOf(target));
  const other = (task.contained as Json[]).find(({ resourceType }) => !types.includes(String(resourceType)));
  const wrong = { reference: other === undefined ? 'Patient/1' : `#${String(other.id)}` };
  const [key] = keysOf(object, name);
  const isList = Array.isArray(object[key!]);
  object[key!] = isList ? [wrong] : wrong;
  return { code: 'structure', at: isList ? `${at}[0]` : at };
}

function breakValue({ object }: Place, name: string, at: string, row: Row, demand: Demand): Broken {
  const value = object[name];
  const first: unknown = Array.isArray(value) ? value[0] : value;
  const wrong = isObject(first)
    ? demand === 'binding'
      ? { text: 'something else' }
      : { coding: [{ system: 'urn:example:codes', code: 'other' }] }
    : row.id.endsWith('.system')
      ? 'urn:example:systems'
      : 'something-else';
  object[name] = Array.isArray(value) ? [wrong] : wrong;
  const place = Array.isArray(value) ? `${at}[0]` : at;
  return { code: demand === 'binding' ? 'code-invalid' : 'value', at: place };
}
