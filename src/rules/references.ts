import { isResourceType, type R5Element } from './r5/model.js';
import type { RuleNode } from './rule-tree.js';
import type { ContainedResource, JsonObject, Walk } from './walk-types.js';

/** Checks that a Reference or CodeableReference refers to a resource of an allowed type or profile. */
export function checkTargets(
  walk: Walk,
  value: JsonObject,
  element: R5Element,
  nodes: readonly RuleNode[],
  at: string,
): void {
  if (element.type === 'Reference') return checkReference(walk, value, element, nodes, at);
  const { reference } = value;
  if (element.type !== 'CodeableReference' || typeof reference !== 'object' || reference === null) return;
  checkReference(walk, reference as JsonObject, element, nodes, `${at}.reference`);
}

function checkReference(
  walk: Walk,
  reference: JsonObject,
  element: R5Element,
  nodes: readonly RuleNode[],
  at: string,
): void {
  const type = typeOfTarget(walk, reference);
  if (type === null) return;
  if (typeof reference.type === 'string' && isResourceType(reference.type) && reference.type !== type) {
    walk.findings.error(at, 'structure', `has the type ${reference.type}, but refers to ${addArticle(type)}`);
  }
  const demands = nodes.filter(({ row }) => row.targets !== undefined);
  for (const { row, profile } of demands) checkDemand(walk, reference, type, row.targets!, profile, at);
  // The targets of a profile are narrower than those of R5.
  if (demands.length === 0 && element.targets !== null) {
    checkDemand(walk, reference, type, element.targets, null, at);
  }
}

function checkDemand(
  walk: Walk,
  reference: JsonObject,
  type: string,
  targets: readonly string[],
  profile: string | null,
  at: string,
): void {
  const { profiles } = walk.rules;
  const fitting = targets.filter((target) => walk.rules.typeOf(target) === type);
  if (fitting.length === 0) {
    const wanted = [...new Set(targets.map((target) => walk.rules.typeOf(target)))].join(' or ');
    const text = `refers to ${addArticle(type)}; ${profile ?? 'FHIR R5'} requires ${addArticle(wanted)} here`;
    walk.findings.error(at, 'structure', text);
    return;
  }
  const resource = findContained(walk, reference);
  const [only] = fitting;
  if (resource !== undefined && only !== undefined && profiles.has(only)) walk.demand(resource, only);
}

function findContained(walk: Walk, { reference }: JsonObject): ContainedResource | undefined {
  return typeof reference === 'string' && reference.startsWith('#')
    ? walk.contained.get(reference.slice(1))
    : undefined;
}

/** Returns the type of a reference's target, or null if it is unknown without a call. */
function typeOfTarget(walk: Walk, reference: JsonObject): string | null {
  const contained = findContained(walk, reference);
  if (contained !== undefined) return contained.type;
  if (typeof reference.reference === 'string') {
    const inUrl = /(?:^|\/)([A-Z][A-Za-z]+)\/[A-Za-z0-9\-.]{1,64}(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/.exec(
      reference.reference,
    )?.[1];
    if (isResourceType(inUrl)) return inUrl;
  }
  return isResourceType(reference.type) ? reference.type : null;
}

function addArticle(type: string): string {
  return /^[AEIO]/.test(type) ? `an ${type}` : `a ${type}`;
}
