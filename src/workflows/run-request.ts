import {
  allHandlersFinished,
  CancellationScope,
  condition,
  isCancellation,
  workflowInfo,
} from '@temporalio/workflow';
import type { Kind, RequestInput, RequestResult } from '../contract/index.js';
import { answerMessages } from './request-handlers.js';
import { buildTask, fhirActivities } from './request-activities.js';
import { failureOfRequest, issuesOf, stageOf } from './request-ending.js';
import { RequestState, type WaitingState } from './request-state.js';
import { waitForCompletion } from './wait-for-completion.js';

/** How a workflow type goes on in a new run; never returns. */
export type ContinueAsNew = (input: RequestInput, waiting: WaitingState) => Promise<never>;

/**
 * A request as the guide's page tells it (phpIdRequest, substanceRequest): build the Task, have it validated, submit
 * it, wait until people at the service have completed it, fetch what was produced.
 *
 * @param waiting what an earlier run of the same request hands over
 */
export async function runRequest(
  kind: Kind,
  input: RequestInput,
  waiting: WaitingState | undefined,
  continueAsNew: ContinueAsNew,
): Promise<RequestResult> {
  const state = new RequestState(kind, input, waiting);
  answerMessages(state);
  try {
    const submitted = waiting ?? (await submit(state));
    const completed = await waitForCompletion(state, submitted, () => workflowInfo().continueAsNewSuggested);
    if (completed === null) {
      await handlersFinished();
      return await continueAsNew(input, { ...submitted, status: state.status });
    }
    const result = await fetch(state, submitted, completed.outputs);
    state.enter('completed', { IdmpIdentifier: identifierOf(result) });
    return result;
  } catch (error) {
    throw ending(error, state);
  } finally {
    await handlersFinished();
  }
}

/** Nothing may be half answered when a run ends, whichever way. */
async function handlersFinished(): Promise<void> {
  await CancellationScope.nonCancellable(() => condition(allHandlersFinished));
}

/** Steps 1 to 3: from the request to a Task at the service. */
async function submit(state: RequestState): Promise<WaitingState> {
  const { workflowId, firstExecutionRunId, startTime } = workflowInfo();
  const tracking = `${workflowId}#${firstExecutionRunId}`;
  const now = startTime.toISOString();
  const { task, ...plan } = await buildTask.executeWithOptions({ summary: `Task of ${state.requestId}` }, [
    { kind: state.kind, request: state.input, tracking, now },
  ]);
  state.note(plan.issues);

  const deadline = startTime.getTime() + plan.polling.deadlineSeconds * 1000;
  const { account } = state;
  const { validateTask, submitTask } = fhirActivities(plan.fhirTaskQueue, deadline);

  state.enter('validating');
  state.note(
    await validateTask.executeWithOptions({ summary: `Task/$validate at ${account}` }, [{ account, task }]),
  );

  state.enter('submitting');
  const { warnings, ...submitted } = await submitTask.executeWithOptions(
    { summary: `POST Task to ${account}` },
    [{ account, task, tracking }],
  );
  state.note(warnings);
  state.submitted(submitted);
  state.enter('waiting', { IdmpTaskId: submitted.taskId });
  return { plan, submitted, submittedAt: new Date().toISOString(), deadline, status: state.status, waits: 0 };
}

/** Steps 5 and 6: what the completed Task's outputs lead to. */
async function fetch(
  state: RequestState,
  { plan, submitted, submittedAt, deadline }: WaitingState,
  outputs: Parameters<ReturnType<typeof fhirActivities>['fetchOutputs']>[0]['outputs'],
): Promise<RequestResult> {
  state.enter('fetching');
  const { fetchOutputs } = fhirActivities(plan.fhirTaskQueue, deadline);
  const { kind, account, requestId } = state;
  const { taskId, taskUrl } = submitted;
  const { polls } = state.status;
  const completedAt = new Date().toISOString();
  const { result, warnings } = await fetchOutputs.executeWithOptions(
    { summary: `outputs of Task/${taskId}` },
    [{ kind, account, outputs, requestId, taskId, taskUrl, submittedAt, completedAt, polls }],
  );
  state.note(warnings);
  return result;
}

/** The PhPID of the deepest level (levels ascend), or the GSID. */
function identifierOf(result: RequestResult): string {
  return 'gsid' in result ? result.gsid.value : result.phpids.at(-1)!.value;
}

function ending(error: unknown, state: RequestState): unknown {
  if (isCancellation(error)) {
    state.enter('cancelled');
    return error;
  }
  const failure = failureOfRequest(error, state.status.taskId);
  if (failure === null) return error;
  state.note(issuesOf(failure));
  state.enter(stageOf(failure));
  return failure;
}
