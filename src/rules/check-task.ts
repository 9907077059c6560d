import type { Task } from 'fhir/r5';
import type { EditionName, Issue, Kind } from '../contract/index.js';
import { withPlainNumbers } from '../json/decimals.js';
import { isObject } from '../json/objects.js';
import { findClaimedProfiles } from './claims.js';
import { Findings } from './findings.js';
import { describeValue } from './r5/primitives.js';
import { isResourceType } from './r5/model.js';
import { rulesOfEdition, type RuleNode } from './rule-tree.js';
import type { ContainedResource, JsonObject, Walk } from './walk-types.js';
import { checkResource } from './walk.js';

/**
 * Checks a request Task by the same rules as the service's `$validate`, without a call: R5's structure, types, codes and
 * invariants, the edition's request profile, and the profiles of the contained resources. Elements that the guide only
 * labels "not used" are allowed, and so are data that an open slice or a recommended binding allows.
 *
 * @returns errors and warnings, with the FHIRPath of the element. A Task without errors may be submitted.
 */
export function checkTask(task: Task, edition: EditionName, kind: Kind): Issue[] {
  const findings = new Findings();
  const rules = rulesOfEdition(edition);
  const request = rules.request(kind);
  if (request === undefined) {
    findings.error('Task', 'not-supported', `edition ${edition} does not support ${kind} requests`);
    return findings.issues;
  }
  const root: unknown = withPlainNumbers(task);
  if (!isObject(root) || root.resourceType !== 'Task') {
    findings.error(
      'Task',
      'structure',
      `is ${isObject(root) ? `a ${String(root.resourceType)}` : describeValue(root)}, not a Task`,
    );
    return findings.issues;
  }
  const contained = listContained(root, findings);
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
  const claims = findClaimedProfiles(rules, findings, root, 'Task', 'Task');
  checkResource(walk, root, 'Task', 'Task', [...new Set([request.root, ...claims])]);
  checkContained(walk, pending);
  checkReferred(walk, contained);
  return findings.issues;
}

/** Lists the contained resources of the Task. Other values in the list are reported. */
function listContained(task: JsonObject, findings: Findings): ContainedResource[] {
  const list = Array.isArray(task.contained) ? (task.contained as unknown[]) : [];
  const ids = new Set<unknown>();
  return list.flatMap((resource, index) => {
    const at = `Task.contained[${index}]`;
    if (!isObject(resource) || !isResourceType(resource.resourceType)) {
      const found = isObject(resource)
        ? `of the type ${JSON.stringify(resource.resourceType ?? null)}`
        : describeValue(resource);
      findings.error(at, 'structure', `is ${found}; it must be a resource of FHIR R5`);
      return [];
    }
    const { id } = resource;
    if (id === undefined)
      findings.error(`${at}.id`, 'required', 'is missing; a contained resource needs an id');
    if (id !== undefined && ids.has(id)) {
      findings.error(
        `${at}.id`,
        'duplicate',
        `${JSON.stringify(id)} is also the id of another contained resource`,
      );
    }
    ids.add(id);
    return [{ resource, type: resource.resourceType, at }];
  });
}

/**
 * Checks the contained resources against R5, against the profiles that they name, and against the profiles that references
 * to them demand. A check can find new demands, so it repeats until there are no new ones.
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
      const claims = isFirst ? findClaimedProfiles(walk.rules, walk.findings, resource, type, at) : [];
      for (const claim of claims) if (claim.profile !== null) done.add(claim.profile);
      checkResource(walk, resource, type, at, [...new Set([...profiles, ...claims])]);
    }
    if (!isAnyNew) return;
    isFirst = false;
  }
}

/** Checks dom-3: the Task refers to each contained resource, or the resource refers to the Task. */
function checkReferred(walk: Walk, contained: ContainedResource[]): void {
  for (const { resource, at } of contained) {
    if (typeof resource.id !== 'string' || walk.referred.has(`#${resource.id}`)) continue;
    if (JSON.stringify(resource).includes('"reference":"#"')) continue;
    const text = `dom-3: no element refers to #${resource.id}; add an input that refers to it, or remove it`;
    walk.findings.error(at, 'invariant', text);
  }
}
