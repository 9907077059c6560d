import { isObject } from '../json/objects.js';
import { checkCoded } from './bindings-check.js';
import { holds } from './invariants.js';
import { checkNative, checkPrimitiveContent } from './native-checks.js';
import { matchesPattern } from './patterns.js';
import { describeValue, findFlaw } from './r5/primitives.js';
import { elementsOf, type R5Element } from './r5/model.js';
import { checkTargets } from './references.js';
import { r5RulesAt, r5RulesOf, type RuleNode } from './rule-tree.js';
import { checkCounts, type Counts } from './cardinalities.js';
import { checkChoice, checkPattern } from './values.js';
import type { JsonObject, Walk } from './walk-types.js';

/** Position of the walk: the rules of the current element, and its resource. */
interface Position {
  at: string;
  nodes: readonly RuleNode[];
  resource: JsonObject;
}

/** Checks a resource, without its contained resources, against R5 and against profiles. */
export function checkResource(
  walk: Walk,
  resource: JsonObject,
  type: string,
  at: string,
  profiles: readonly RuleNode[],
): void {
  checkElement(walk, resource, type, { at, nodes: [...r5RulesOf(type), ...profiles], resource }, true);
}

/** Checks an object: its children, their numbers, and the conditions over all of them. */
function checkElement(
  walk: Walk,
  value: JsonObject,
  content: string,
  here: Position,
  isResource = false,
): void {
  const { findings } = walk;
  const elements = elementsOf(content);
  const counts: Counts = new Map();
  for (const key of Object.keys(value)) {
    if (key === 'resourceType' && isResource) continue;
    const plain = key.startsWith('_') ? key.slice(1) : key;
    if (plain !== key && plain in value) continue; // `_name` is checked with the value of `name`
    const element = elements?.get(plain);
    if (element === undefined || (plain !== key && element.content !== null)) {
      const place = `${here.at}.${key}`;
      findings.error(
        place,
        'structure',
        `is not an element of ${content} in FHIR R5; remove it, or check its spelling`,
      );
      continue;
    }
    checkProperty(walk, value, element, here, counts);
  }
  if (Object.keys(value).every((key) => key === 'id' || key === 'resourceType')) {
    findings.error(
      here.at,
      'invariant',
      'ele-1: an element must have a value or children; remove it, or add a value',
    );
  }
  for (const node of here.nodes) {
    checkCounts(findings, node, counts, here.at);
    for (const invariant of node.invariants) {
      if (holds(invariant, value, walk.task, here.resource)) continue;
      findings.error(here.at, 'invariant', `${invariant.key}: ${invariant.text}`);
    }
  }
  checkNative(walk, content, value, here.at);
}

/** Checks one JSON property with all its values, and counts them. */
function checkProperty(
  walk: Walk,
  owner: JsonObject,
  element: R5Element,
  here: Position,
  counts: Counts,
): void {
  const { name, base, repeats, path } = element;
  const place = `${here.at}.${base}`;
  const values: unknown = owner[name];
  const siblings: unknown = element.content === null ? owner[`_${name}`] : undefined;
  const isChoice = path.endsWith('[x]');
  if (isChoice && counts.has(base)) {
    walk.findings.error(place, 'structure', `has two types; keep one of them (${name} is the second)`);
  }
  for (const each of [values, siblings]) {
    if (each === undefined || Array.isArray(each) === repeats) continue;
    const text = repeats
      ? `is ${describeValue(each)}; it must be a list, even for a single value`
      : `is a list; it must be a single value`;
    walk.findings.error(place, 'structure', text);
    counts.set(base, { total: 1, slices: new Map() });
    return;
  }
  const rules = here.nodes.flatMap((node) => node.children.get(base) ?? []);
  const list = repeats ? pairValues(values, siblings) : [{ value: values, sibling: siblings }];
  const count = { total: (counts.get(base)?.total ?? 0) + list.length, slices: new Map<RuleNode, number>() };
  counts.set(base, count);
  if (list.length === 0) {
    walk.findings.error(place, 'structure', 'is an empty list; remove it, or add a value');
  }
  list.forEach(({ value, sibling }, index) => {
    const at = repeats ? `${place}[${index}]` : place;
    const slices = rules.flatMap((rule) => findMatchingSlices(rule, value));
    for (const slice of slices) count.slices.set(slice, (count.slices.get(slice) ?? 0) + 1);
    checkValue(walk, value, sibling, element, { ...here, at, nodes: [...rules, ...slices] });
  });
}

function pairValues(values: unknown, siblings: unknown): { value: unknown; sibling: unknown }[] {
  const [own, beside] = [(values ?? []) as unknown[], (siblings ?? []) as unknown[]];
  return Array.from({ length: Math.max(own.length, beside.length) }, (_, index) => ({
    value: own[index] ?? (beside[index] === undefined ? own[index] : undefined),
    sibling: beside[index] ?? undefined,
  }));
}

function findMatchingSlices(rule: RuleNode, value: unknown): RuleNode[] {
  return rule.slices
    .filter(({ discriminators }) =>
      discriminators.every(
        ({ path, pattern }) =>
          isObject(value) && value[path] !== undefined && matchesPattern(value[path], pattern),
      ),
    )
    .map(({ node }) => node);
}

/** Checks one value of an element. */
function checkValue(walk: Walk, value: unknown, sibling: unknown, element: R5Element, here: Position): void {
  const { findings } = walk;
  const { type, content } = element;
  checkChoice(findings, here.nodes, element, here.at);
  if (content === null) {
    checkPrimitive(walk, value, sibling, element, here);
  } else if (content === 'Resource') {
    // checkContained checks contained resources, by the profiles that references to them demand.
    return;
  } else if (!isObject(value)) {
    findings.error(here.at, 'structure', `is ${describeValue(value)}; it must be an object (${type})`);
    return;
  } else {
    const inherited = element.sameAs === null ? r5RulesOf(content) : [r5RulesAt(element.sameAs)];
    checkElement(walk, value, content, { ...here, nodes: [...here.nodes, ...inherited] });
    checkTargets(walk, value, element, here.nodes, here.at);
  }
  if (value === undefined) return;
  checkPattern(walk.rules.edition, findings, here.nodes, value, here.at);
  checkCoded(walk, here.nodes, value, element, here.at);
}

function checkPrimitive(
  walk: Walk,
  value: unknown,
  sibling: unknown,
  element: R5Element,
  here: Position,
): void {
  if (sibling !== undefined) {
    if (isObject(sibling)) checkElement(walk, sibling, 'Element', { ...here, nodes: [] });
    else
      walk.findings.error(
        here.at,
        'structure',
        `_${element.name} is ${describeValue(sibling)}; it must be an object`,
      );
  }
  if (value === undefined) return;
  const isResourceId =
    element.base === 'id' &&
    element.path.split('.').length === 2 &&
    here.resource.resourceType === element.path.split('.')[0];
  const flaw = findFlaw(isResourceId ? 'id' : element.type, value);
  if (flaw !== null) walk.findings.error(here.at, flaw.code, flaw.text);
  else checkPrimitiveContent(walk, element, value, here.at);
}
