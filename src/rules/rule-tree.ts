import type { EditionName, Kind } from '../contract/index.js';
import {
  editionNamed,
  rulesNamed,
  type Edition,
  type EditionRules,
  type ProfileTable,
  type Row,
} from '../editions/index.js';
import { guideConditions } from './guide-conditions.js';
import { r5Datatypes } from './r5/datatypes.js';
import { r5Invariants, type Invariant } from './r5/invariants.js';
import { listAncestry } from './r5/model.js';
import { r5Resources } from './r5/resources.js';

/** Rows of a table as a tree of elements, so that a walk over a Task finds each row at its element. */
export interface RuleNode {
  row: Row;
  /** Children by FHIRPath name, such as `value` for a choice. */
  children: Map<string, RuleNode>;
  slices: SliceNode[];
  invariants: Invariant[];
  /** Profile of the rule; null for R5 itself. */
  profile: string | null;
}

export interface SliceNode {
  name: string;
  node: RuleNode;
  /** Conditions of the slice: each path below the element has its pattern. */
  discriminators: { path: string; pattern: unknown }[];
}

/** Compiled rules of an edition. */
export interface CompiledEdition {
  edition: Edition;
  tables: EditionRules;
  profiles: ReadonlyMap<string, { type: string; root: RuleNode }>;
  request(kind: Kind): { type: string; root: RuleNode } | undefined;
  /** Returns the resource type of a reference's target, which is a profile of the edition or a type. */
  typeOf(target: string): string;
}

function createNode(row: Row, profile: string | null): RuleNode {
  return { row, children: new Map(), slices: [], invariants: [], profile };
}

/** Finds or creates the node of an element id below a root. */
function ensureNode(root: RuleNode, id: string): RuleNode {
  const parts = id.split('.');
  let node = root;
  let path = parts[0]!;
  for (const part of parts.slice(1)) {
    path = `${path}.${part}`;
    const [name, sliceName] = part.split(':') as [string, string?];
    const base = name.replace('[x]', '');
    const child = node.children.get(base) ?? createNode({ id: path.replace(/:[^.]*$/, '') }, root.profile);
    node.children.set(base, child);
    node = sliceName === undefined ? child : ensureSlice(child, sliceName, path);
  }
  return node;
}

function ensureSlice(element: RuleNode, name: string, id: string): RuleNode {
  const known = element.slices.find((each) => each.name === name);
  if (known !== undefined) return known.node;
  const node = createNode({ id }, element.profile);
  element.slices.push({ name, node, discriminators: [] });
  return node;
}

function compileRows(root: RuleNode, rows: readonly Row[]): void {
  for (const row of rows) ensureNode(root, row.id).row = row;
  for (const row of rows) {
    if (row.slicedBy === undefined) continue;
    const paths = row.slicedBy.split(',');
    for (const slice of ensureNode(root, row.id).slices) {
      slice.discriminators = paths.map((path) => ({
        path,
        pattern: slice.node.children.get(path)?.row.pattern,
      }));
    }
  }
}

function compileProfile(profile: ProfileTable): { type: string; root: RuleNode } {
  const root = createNode({ id: profile.type }, profile.id);
  compileRows(root, profile.rows);
  for (const { key, at, expression } of profile.invariants) {
    const text = guideConditions[key] ?? `the guide's condition ${key} holds`;
    ensureNode(root, at).invariants.push({ key, at, expression, text, by: 'fhirpath' });
  }
  return { type: profile.type, root };
}

function compileEdition(name: EditionName): CompiledEdition {
  const [edition, tables] = [editionNamed(name), rulesNamed(name)];
  const profiles = new Map(tables.profiles.map((profile) => [profile.id, compileProfile(profile)]));
  return {
    edition,
    tables,
    profiles,
    typeOf: (target) => profiles.get(target)?.type ?? tables.otherDefinitions[target] ?? target,
    request: (kind) => profiles.get(edition.requests[kind]?.profile ?? ''),
  };
}

const compiled = new Map<EditionName, CompiledEdition>();

/** Returns the edition's rules, which are compiled once. */
export function rulesOfEdition(name: EditionName): CompiledEdition {
  const rules = compiled.get(name) ?? compileEdition(name);
  compiled.set(name, rules);
  return rules;
}

/** R5's own rules: a tree for each type that has rules. */
const r5Roots = new Map<string, RuleNode>();

function ensureR5Root(type: string): RuleNode {
  const root = r5Roots.get(type) ?? createNode({ id: type }, null);
  r5Roots.set(type, root);
  return root;
}

for (const row of [...r5Resources, ...r5Datatypes]) {
  const node = ensureNode(ensureR5Root(row.id.split('.')[0]!), row.id);
  node.row = { ...node.row, ...row };
}
for (const invariant of r5Invariants.filter(({ by }) => by === 'fhirpath')) {
  ensureNode(ensureR5Root(invariant.at.split('.')[0]!), invariant.at).invariants.push(invariant);
}

const byType = new Map<string, readonly RuleNode[]>();

/** Returns R5's rules of a type, including inherited ones. */
export function r5RulesOf(type: string): readonly RuleNode[] {
  const known = byType.get(type);
  if (known !== undefined) return known;
  const roots = listAncestry(type).flatMap((each) => r5Roots.get(each) ?? []);
  byType.set(type, roots);
  return roots;
}

/** Returns R5's own rules of an element inside a resource, for elements that share its content. */
export function r5RulesAt(path: string): RuleNode {
  return ensureNode(ensureR5Root(path.split('.')[0]!), path);
}
