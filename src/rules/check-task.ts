import type { Task } from 'fhir/r5';
import type { EditionName, Issue, Kind } from '../contract/index.js';
import { toPlainNumbers } from '../json/decimals.js';
import { claimedProfiles } from './claims.js';
import { Findings } from './findings.js';
import { described } from './r5/primitives.js';
import { isResourceType } from './r5/model.js';
import { rulesOfEdition, type RuleNode } from './rule-tree.js';
import { checkResource, isObject, type ContainedResource, type JsonObject, type Walk } from './walk.js';

/**
 * Judges a request Task as the service's `$validate` would, without asking anybody: R5's structure, types, codes and
 * invariants, the edition's request profile, and the profiles of what the Task contains. What the guide only labels
 * "not used" is allowed, and so is what an open slice or a recommended binding lets through.
 *
 * @returns errors and warnings, with the FHIRPath of the element; no error: the Task may be sent
 */
export function checkTask(task: Task, edition: EditionName, kind: Kind): Issue[] {
  const findings = new Findings();
  const rules = rulesOfEdition(edition);
  const request = rules.request(kind);
  if (request === undefined) {
    findings.error('Task', 'not-supported', `edition ${edition} has no ${kind} requests`);
    return findings.issues;
  }
  const root: unknown = toPlainNumbers(task);
  if (!isObject(root) || root.resourceType !== 'Task') {
    findings.error(
      'Task',
      'structure',
      `is ${isObject(root) ? `a ${String(root.resourceType)}` : described(root)}, and no Task`,
    );
    return findings.issues;
  }
  const contained = containedResources(root, findings);
  const pending = new Map<ContainedResource, { wanted: Set<string>; done: Set<string> }>(
    contained.map((each) => [each, { wanted: new Set(), done: new Set() }]),
  );
  const walk: Walk = {
    rules,
    findings,
    task: root,
    contained: new Map(
      contained.flatMap((each) => (typeof each.resource.id === 'string' ? [[each.resource.id, each]] : [])),
    ),
    referred: new Set(),
    demand: (resource, profile) => pending.get(resource)?.wanted.add(profile),
  };
  const claims = claimedProfiles(rules, findings, root, 'Task', 'Task');
  checkResource(walk, root, 'Task', 'Task', [...new Set([request.root, ...claims])]);
  checkContained(walk, pending);
  checkReferred(walk, contained);
  return findings.issues;
}

/** What the Task contains, as far as each is a resource at all. */
function containedResources(task: JsonObject, findings: Findings): ContainedResource[] {
  const list = Array.isArray(task.contained) ? (task.contained as unknown[]) : [];
  const ids = new Set<unknown>();
  return list.flatMap((resource, index) => {
    const at = `Task.contained[${index}]`;
    if (!isObject(resource) || !isResourceType(resource.resourceType)) {
      const found = isObject(resource)
        ? `of the type ${JSON.stringify(resource.resourceType ?? null)}`
        : described(resource);
      findings.error(at, 'structure', `is ${found}, and has to be a resource of FHIR R5`);
      return [];
    }
    const { id } = resource;
    if (id === undefined)
      findings.error(`${at}.id`, 'required', 'is missing: a contained resource needs an id');
    if (id !== undefined && ids.has(id)) {
      findings.error(
        `${at}.id`,
        'duplicate',
        `${JSON.stringify(id)} is the id of another contained resource, too`,
      );
    }
    ids.add(id);
    return [{ resource, type: resource.resourceType, at }];
  });
}

/**
 * Checks what is contained against R5, against what it claims to be, and against what those that refer to it take it
 * for; the latter can lead on to others, until nothing new is asked for.
 */
function checkContained(
  walk: Walk,
  pending: Map<ContainedResource, { wanted: Set<string>; done: Set<string> }>,
): void {
  let isFirst = true;
  for (;;) {
    let isAnyNew = false;
    for (const [{ resource, type, at }, { wanted, done }] of pending) {
      const fresh = [...wanted].filter((profile) => !done.has(profile));
      if (!isFirst && fresh.length === 0) continue;
      isAnyNew = true;
      fresh.forEach((profile) => done.add(profile));
      const profiles = fresh.flatMap(
        (profile): RuleNode | [] => walk.rules.profiles.get(profile)?.root ?? [],
      );
      const claims = isFirst ? claimedProfiles(walk.rules, walk.findings, resource, type, at) : [];
      for (const claim of claims) if (claim.profile !== null) done.add(claim.profile);
      checkResource(walk, resource, type, at, [...new Set([...profiles, ...claims])]);
    }
    if (!isAnyNew) return;
    isFirst = false;
  }
}

/** dom-3: something refers to each contained resource, or it refers to what contains it. */
function checkReferred(walk: Walk, contained: ContainedResource[]): void {
  for (const { resource, at } of contained) {
    if (typeof resource.id !== 'string' || walk.referred.has(`#${resource.id}`)) continue;
    if (JSON.stringify(resource).includes('"reference":"#"')) continue;
    const text = `dom-3: nothing refers to #${resource.id}: give it an input of its own, or remove it`;
    walk.findings.error(at, 'invariant', text);
  }
}
