import { setTimeout as delay } from 'node:timers/promises';
import { Context } from '@temporalio/activity';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import {
  WORKFLOWS,
  type PlannedRequest,
  type StartedRequests,
  type StartRequestsInput,
} from '../contract/index.js';
import { createStartOptions } from '../requests/start-options.js';
import type { ActivityDependencies } from './dependencies.js';
import { findLife } from './request-life.js';

/** Lowest priority, so that single requests overtake those of a backfill. Temporal's default is 3. */
const LOW_PRIORITY = { priorityKey: 5 };

/** Starts requests at a rate. A later attempt counts the requests that an earlier one started. */
export async function startRequests(
  { config }: ActivityDependencies,
  input: StartRequestsInput,
): Promise<StartedRequests> {
  const { cancellationSignal } = Context.current();
  const result: StartedRequests = { started: 0, known: 0 };
  for (const planned of input.requests) {
    const began = Date.now();
    result[await start(planned, config.taskQueue, input)] += 1;
    Context.current().heartbeat();
    const wait = 1000 / input.perSecond - (Date.now() - began);
    if (wait > 0) await delay(wait, undefined, { signal: cancellationSignal });
  }
  return result;
}

async function start(
  planned: PlannedRequest,
  taskQueue: string,
  input: StartRequestsInput,
): Promise<keyof StartedRequests> {
  const { client } = Context.current();
  const options = { ...createStartOptions(planned, taskQueue), priority: LOW_PRIORITY };
  try {
    await client.workflow.start(WORKFLOWS[planned.kind], options);
    return 'started';
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    return (await findLife(planned.workflowId, input)) === 'own' ? 'started' : 'known';
  }
}
