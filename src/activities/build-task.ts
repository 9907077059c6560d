import { createFailure } from '../contract/create-failure.js';
import {
  DEFAULT_ACCOUNT,
  type BuildTaskInput,
  type PollingSchedule,
  type RequestInput,
  type RequestPlan,
} from '../contract/index.js';
import { editionNamed } from '../editions/index.js';
import { RequestProblem } from '../products/request-problem.js';
import { buildRequestTask, findRequestRules } from '../products/request-task.js';
import { check, requests } from '../schemas/index.js';
import type { PlanningDependencies } from './dependencies.js';
import { accountNamed } from './fhir-clients.js';

/**
 * Checks the request, builds the edition's Task, and decides the configuration that the workflow uses from then on.
 *
 * @throws ApplicationFailure `InvalidRequest`, `UnsupportedByEdition` or `UnknownAccount`, which ends the request
 */
export async function buildTask(
  { config, swept }: PlanningDependencies,
  input: BuildTaskInput,
): Promise<RequestPlan> {
  const { value: request, issues } = check(requests[input.kind], input.request);
  if (request === null) {
    const places = issues.map((issue) => `${issue.expression.join(', ')} ${issue.text}`);
    throw createFailure('InvalidRequest', `the request is not valid: ${places.join('; ')}`, issues);
  }
  const account = accountNamed(config.accounts, request.account ?? DEFAULT_ACCOUNT);
  const edition = editionNamed(account.edition);
  try {
    const rules = findRequestRules(input.kind, edition);
    const tracking = { system: config.trackingSystem, value: input.tracking };
    const built = buildRequestTask(request, { kind: input.kind, edition, tracking, now: input.now });
    return {
      edition: edition.name,
      task: built.task,
      polling: {
        ...rules.polling,
        ...((await swept.has(account.name)) ? slowDownPolling(request) : {}),
        ...account.polling,
        ...request.polling,
      },
      cancellation: request.cancellation ?? account.cancellation ?? edition.cancellation,
      fhirTaskQueue: config.fhirTaskQueue,
      issues: built.issues,
    };
  } catch (error) {
    if (error instanceof RequestProblem) throw createFailure(error.type, error.message, error.issues);
    throw error;
  }
}

/**
 * Slows the polls of a swept account's request, because the sweep signals the end of its Task. A request of a backfill polls
 * once a day. A single request, whose caller may be waiting, starts with the usual schedule.
 */
function slowDownPolling({ backfillId }: RequestInput): Partial<PollingSchedule> {
  const maximumSeconds = DAY_SECONDS;
  return backfillId === undefined ? { maximumSeconds } : { initialSeconds: DAY_SECONDS, maximumSeconds };
}

const DAY_SECONDS = 86_400;
