import type { FhirResource, Task } from 'fhir/r5';
import type { Issue, Kind, RequestInput } from '../contract/index.js';
import type { Edition, RequestRules } from '../editions/index.js';
import { assembleTask } from './assemble-task.js';
import {
  makeContainable,
  collectFromBundle,
  collectFromList,
  collectFromTask,
  type CollectedResource,
} from './collect-resources.js';
import { completeResources } from './complete-resources.js';
import { createProductResources } from './product-resources.js';
import { createProblem, RequestProblem } from './request-problem.js';
import { checkLinks } from './check-links.js';
import { createSubstanceResource } from './substance-resource.js';
import { translate } from './translate.js';

/** System of the requester's own tracking identifier; the worker's own has the system of its configuration. */
export const REQUEST_ID_SYSTEM = 'urn:idmp-worker:request-id';

/** Data beside the request from which its Task is built. */
export interface TaskContext {
  kind: Kind;
  edition: Edition;
  /** Tracking identifier, which identifies the workflow of the Task. */
  tracking: { system: string; value: string };
  /** ISO 8601 with time zone. */
  now: string;
}

/**
 * Builds the edition's Task from a checked request (guide, phpIdRequest and substanceRequest, steps 1 and 2).
 *
 * @returns the Task, and warnings about omitted or translated data
 * @throws RequestProblem if the request cannot become a Task of the edition
 */
export function buildRequestTask(
  request: RequestInput,
  context: TaskContext,
): { task: Task; issues: Issue[] } {
  const { edition, kind, tracking, now } = context;
  const rules = findRequestRules(kind, edition);
  const { resources, template, issues } = buildContainedResources(request, rules, edition);
  const requestId =
    request.requestId === undefined ? [] : [{ system: REQUEST_ID_SYSTEM, value: request.requestId }];
  const parts = { resources, template, identifiers: [...requestId, tracking], now };
  const task = assembleTask(parts, rules, edition);
  const size = Buffer.byteLength(JSON.stringify(task));
  if (size > MAX_TASK_BYTES)
    throw new RequestProblem('InvalidRequest', [createTooLargeProblem(request, size)]);
  return { task, issues };
}

/** Limits a Task, in bytes. Temporal limits the input or result of a step to 2 MB, and a step has more data than the Task. */
const MAX_TASK_BYTES = 1_500_000;

function createTooLargeProblem(request: RequestInput, size: number): Issue {
  const sources = ['product', 'substance', 'resources', 'bundle', 'task'] as const;
  const place = sources.find((source) => request[source] !== undefined) ?? 'product';
  const text = `the Task would have ${size} bytes, and the limit is ${MAX_TASK_BYTES}; remove data that the service does not need (attachments, narrative)`;
  return createProblem(place, 'too-long', text);
}

/** Returns the edition's rules for that kind of request. Throws a RequestProblem `UnsupportedByEdition` if it has none. */
export function findRequestRules(kind: Kind, edition: Edition): RequestRules {
  const rules = edition.requests[kind];
  if (rules !== undefined) return rules;
  const text = `edition ${edition.name} does not support ${kind} requests; it supports ${Object.keys(edition.requests).join(', ')}`;
  throw new RequestProblem('UnsupportedByEdition', [createProblem('kind', 'not-supported', text)]);
}

/** Builds the contained resources. For a ready-made Task, `template` has its other elements, with references to them. */
function buildContainedResources(
  request: RequestInput,
  rules: RequestRules,
  edition: Edition,
): { resources: FhirResource[]; template: Task | null; issues: Issue[] } {
  if (request.product !== undefined) {
    return { ...createProductResources(request.product, edition), template: null };
  }
  if (request.substance !== undefined) {
    return { resources: [createSubstanceResource(request.substance, edition)], template: null, issues: [] };
  }
  const issues: Issue[] = [];
  const translated = collectResources(request).map((each) => {
    const { value, warnings } = translate(edition, each.resource, each.place);
    issues.push(...warnings);
    return { ...each, resource: value };
  });
  const { resources, redirect } = makeContainable(translated);
  const template = request.task === undefined ? null : redirect(createTemplate(request.task, edition));
  const complete = completeResources(resources, rules, edition);
  checkLinks(resources);
  if (request.task !== undefined) issues.push(...describeOmitted(request.task));
  return { resources: complete, template, issues };
}

function collectResources(request: RequestInput): CollectedResource[] {
  if (request.resources !== undefined) return collectFromList(request.resources);
  return request.bundle !== undefined
    ? collectFromBundle(request.bundle)
    : collectFromTask(request.task as Task);
}

/** Copies a ready-made Task without its contained resources, profile and code, which are set again. */
function createTemplate(task: Task, edition: Edition): Task {
  const { contained: _contained, code: _code, meta, ...others } = task;
  const { profile: _profile, ...keptMeta } = meta ?? {};
  return { ...translate(edition, others as Task, 'task').value, meta: keptMeta };
}

function describeOmitted(task: Task): Issue[] {
  if (task.restriction === undefined) return [];
  const text =
    'the restriction was omitted, because R5 allows it only in Tasks with the code fulfill (rule tsk-1)';
  return [{ severity: 'warning', code: 'not-supported', text, expression: ['task.restriction'] }];
}
