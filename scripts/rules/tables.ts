import model from 'fhirpath/fhir-context/r5';
import type { CodeSystem, ElementDefinition, StructureDefinition, ValueSet } from 'fhir/r5';
import type { Edition } from '../../src/editions/edition.js';
import type { EditionRules, ProfileTable, Row } from '../../src/editions/rule-tables.js';
import { GuideError, type Guide } from './guide.js';

const R5 = 'http://hl7.org/fhir/StructureDefinition/';
/** R5's own bindings are inherited with a version; one without it is the profile's, to a value set of R5. */
const R5_VALUE_SET = /^http:\/\/hl7\.org\/fhir\/ValueSet\/[a-z-]+$/;

/**
 * Makes an edition's rule tables from its compiled guide. Only rows that demand something beyond R5 are kept; labels,
 * definitions and examples are not rules. Throws a GuideError where a profile of the edition is not in the guide.
 */
export function rulesFrom(guide: Guide, edition: Edition): EditionRules {
  const { profiles: definitions, codeSystems } = guide;
  const valueSets = codesOfValueSets(guide, edition);
  const ids = requestProfiles(edition);
  const profiles = ids.map((id) => profileTable(definitionOf(id, guide), valueSets));
  const bound = new Set(profiles.flatMap(({ rows }) => rows.flatMap(({ binding }) => binding ?? [])));
  return {
    profiles,
    otherDefinitions: Object.fromEntries(
      definitions.filter(({ id }) => !ids.includes(id!)).map(({ id, type }) => [id!, type]),
    ),
    codeSystems: Object.fromEntries(
      codeSystems.filter(({ content }) => content === 'complete').map((each) => [each.url!, displays(each)]),
    ),
    valueSets: Object.fromEntries([...valueSets].filter(([url]) => bound.has(url))),
  };
}

/** The demands of R5 on the resources of a guide: elements that must be there, which the JSON structure does not show. */
export function r5Rows(profiles: readonly StructureDefinition[], known: readonly Row[]): Row[] {
  const rows = new Map<string, Row[]>();
  for (const row of known) {
    const type = row.id.split('.')[0]!;
    rows.set(type, [...(rows.get(type) ?? []), row]);
  }
  for (const { type, snapshot } of profiles) {
    if (type === 'Extension' || type === 'Subscription') continue;
    const own = snapshot!.element.filter(
      ({ id, base }) => !id!.includes(':') && base!.path.startsWith(`${type}.`) && base!.min > 0,
    );
    rows.set(
      type,
      own.map(({ path, base }) => ({ id: path, min: base!.min })),
    );
  }
  return [...rows].sort(([one], [other]) => (one < other ? -1 : 1)).flatMap(([, each]) => each);
}

/** Profiles on the way of a request: of the Task, and of the resources that it contains. */
function requestProfiles({ requests, profiles }: Edition): string[] {
  return [...Object.values(requests).map(({ profile }) => profile), ...Object.values(profiles)];
}

function definitionOf(id: string, { name, profiles }: Guide): StructureDefinition {
  const definition = profiles.find((each) => each.id === id);
  if (definition !== undefined) return definition;
  throw new GuideError(
    `the guide of ${name} has no profile ${id}, which src/editions/${name}/edition.ts names`,
  );
}

function profileTable({ id, type, snapshot }: StructureDefinition, valueSets: ValueSets): ProfileTable {
  const { element } = snapshot!;
  return {
    id: id!,
    type,
    rows: element.slice(1).flatMap((each) => rowOf(each, valueSets)),
    invariants: element.flatMap(({ id: at, constraint = [] }) =>
      constraint
        // R5's conditions of every element or resource are in src/rules/r5/invariants.ts.
        .filter(({ source }) => source !== undefined && !source.startsWith(R5))
        .map(({ key, expression }) => ({ key, at: at!, expression: expression!.trim() })),
    ),
  };
}

function rowOf(element: ElementDefinition, valueSets: ValueSets): Row[] {
  const { id, path, min = 0, max, base, type = [], slicing } = element;
  const row: Row = { id: id! };
  if (min > (base?.min ?? 0)) row.min = min;
  if (max !== base?.max && max !== '*') row.max = Number(max);
  if (path.endsWith('[x]')) {
    const choices = (model.choiceTypePaths[path.slice(0, -3)] ?? []).length;
    if (type.length < choices) row.types = type.map(({ code }) => code);
  }
  const fixed = Object.entries(element).find(([key]) => /^(?:pattern|fixed)[A-Z]/.test(key));
  if (fixed !== undefined) row.pattern = fixed[1];
  const binding = bindingOf(element, valueSets);
  if (binding !== null) row.binding = binding;
  const targets = targetsOf(element);
  if (targets !== null) row.targets = targets;
  if (slicing?.discriminator !== undefined && !path.endsWith('xtension')) {
    row.slicedBy = slicing.discriminator.map((each) => each.path).join(',');
  }
  return Object.keys(row).length > 1 ? [row] : [];
}

function bindingOf({ binding }: ElementDefinition, valueSets: ValueSets): string | null {
  if (binding?.strength !== 'required' || binding.valueSet === undefined) return null;
  if (R5_VALUE_SET.test(binding.valueSet)) return lastPart(binding.valueSet);
  const [url = ''] = binding.valueSet.split('|');
  return valueSets.has(url) ? url : null;
}

/** Targets of a reference where the profile narrows them, or where it is in a slice that R5 says nothing of. */
function targetsOf({ id, path, type = [] }: ElementDefinition): string[] | null {
  const targets = type.flatMap(({ targetProfile = [] }) => targetProfile);
  if (targets.length === 0 || targets.includes(`${R5}Resource`)) return null;
  const names = targets.map(lastPart);
  const known = model.path2RefType[path.replace('[x]', '')];
  const isProfile = targets.some((url) => !url.startsWith(R5));
  const isNarrower = known === undefined ? id!.includes(':') : known.length > names.length;
  return isProfile || isNarrower ? names : null;
}

/** Codes (`system|code`) of each value set that can be listed, by the URL that instances name. */
type ValueSets = ReadonlyMap<string, string[]>;

function codesOfValueSets({ valueSets, codeSystems }: Guide, { bases }: Edition): ValueSets {
  const [own, ...others] = bases;
  const systems = new Map(codeSystems.map((each) => [each.url, each]));
  const entries = valueSets.flatMap(({ url, compose }): [string, string[]][] => {
    const codes = (compose?.include ?? []).map((each) => codesOf(each, systems));
    if (codes.includes(null)) return [];
    const published = others.find((base) => url!.startsWith(`${base}/`));
    return [[published === undefined ? url! : url!.replace(published, own), codes.flat() as string[]]];
  });
  return new Map(entries);
}

/** Null: the codes of the system are not known. */
function codesOf(
  { system, concept }: NonNullable<ValueSet['compose']>['include'][number],
  systems: ReadonlyMap<string | undefined, CodeSystem>,
): string[] | null {
  const concepts = concept ?? systems.get(system)?.concept;
  return concepts?.map(({ code }) => `${system}|${code}`) ?? null;
}

function displays({ concept = [] }: CodeSystem): Record<string, string> {
  return Object.fromEntries(concept.map(({ code, display }) => [code, display ?? code]));
}

function lastPart(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1);
}
