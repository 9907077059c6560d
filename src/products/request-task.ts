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

export interface TaskContext {
  kind: Kind;
  edition: Edition;
  /** The identifier that leads from the Task back to its workflow. */
  tracking: { system: string; value: string };
  /** ISO 8601 with time zone. */
  now: string;
}

/**
 * Makes a checked request into the Task that the edition asks for (guide, phpIdRequest and substanceRequest,
 * steps 1 and 2). `issues` are warnings: what was left out on the way. Throws a RequestProblem.
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

/** In bytes. Temporal takes no step's input or result beyond 2 MB, and some of it is not the Task. */
const MAX_TASK_BYTES = 1_500_000;

function createTooLargeProblem(request: RequestInput, size: number): Issue {
  const sources = ['product', 'substance', 'resources', 'bundle', 'task'] as const;
  const place = sources.find((source) => request[source] !== undefined) ?? 'product';
  const text = `the Task of it would have ${size} bytes, and ${MAX_TASK_BYTES} are the most: leave out what the service does not ask for (attachments, narrative)`;
  return createProblem(place, 'too-long', text);
}

/** What the edition says of that kind of request; throws `UnsupportedByEdition` where it has none. */
export function findRequestRules(kind: Kind, edition: Edition): RequestRules {
  const rules = edition.requests[kind];
  if (rules !== undefined) return rules;
  const text = `edition ${edition.name} has no ${kind} requests; it has ${Object.keys(edition.requests).join(', ')}`;
  throw new RequestProblem('UnsupportedByEdition', [createProblem('kind', 'not-supported', text)]);
}

/** What the Task contains; of a ready-made Task also the rest, with its references to what it contains. */
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

/** What a ready-made Task says beside its contained resources, its profile and its code, which are set anew. */
function createTemplate(task: Task, edition: Edition): Task {
  const { contained: _contained, code: _code, meta, ...others } = task;
  const { profile: _profile, ...keptMeta } = meta ?? {};
  return { ...translate(edition, others as Task, 'task').value, meta: keptMeta };
}

function describeOmitted(task: Task): Issue[] {
  if (task.restriction === undefined) return [];
  const text = 'R5 allows a restriction in Tasks of code fulfill alone (rule tsk-1): it was left out';
  return [{ severity: 'warning', code: 'not-supported', text, expression: ['task.restriction'] }];
}
