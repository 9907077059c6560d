import type { Task } from 'fhir/r5';
import {
  ENDED_WITHOUT_RESULT,
  errorsAmong,
  type CancellationOutcome,
  type CancelTaskInput,
  type Issue,
} from '../contract/index.js';
import {
  createTask,
  deleteTask,
  FhirError,
  findTask,
  isTransient,
  reasonsOf,
  updateTask,
  type FhirCaller,
} from '../fhir/index.js';

/** Input and dependencies of a strategy. */
export interface CancellationContext {
  client: FhirCaller;
  input: CancelTaskInput;
  /** Whether an earlier attempt may have taken effect. */
  again: boolean;
  trackingSystem: string;
  signal: AbortSignal;
}

/** Result of one attempt to cancel a Task. */
export interface CancellationAttempt {
  outcome: CancellationOutcome;
  issues: Issue[];
  abortTaskId?: string;
}

/** Strategies that change something at the service. The strategy `none` needs no call. */
export const strategies: Record<
  CancelTaskInput['strategy'],
  (call: CancellationContext) => Promise<CancellationAttempt>
> = {
  delete: cancelByDelete,
  update: cancelByUpdate,
  task: cancelByTask,
};

/** Deletes the Task, as its owner may until it is completed (guide, authentication). A missing Task was deleted before. */
async function cancelByDelete({ client, input, signal }: CancellationContext): Promise<CancellationAttempt> {
  const { outcome, issues } = await deleteTask(client, input.taskId, signal);
  switch (outcome) {
    case 'deleted':
    case 'gone':
      return { outcome: 'accepted', issues: [] };
    default:
      return { outcome, issues };
  }
}

const FINAL = ['completed', ...ENDED_WITHOUT_RESULT];

/** Sets the Task to cancelled, as its placer may (R5, ad-hoc workflow patterns), if it has not changed since it was read. */
async function cancelByUpdate({ client, input, signal }: CancellationContext): Promise<CancellationAttempt> {
  let before: Task | undefined;
  try {
    await updateTask(
      client,
      input.taskId,
      (task) => {
        before = task;
        return FINAL.includes(task.status) ? null : setCancelled(task, input);
      },
      signal,
    );
  } catch (error) {
    // The Task is gone if the read finds nothing. If only the PUT finds nothing, the service does not support PUT.
    if (isMissing(error) && before === undefined) return { outcome: 'accepted', issues: [] };
    return readRefusal(error);
  }
  if (before === undefined || !FINAL.includes(before.status) || before.status === 'cancelled') {
    return { outcome: 'accepted', issues: [] };
  }
  return { outcome: 'refused', issues: reasonsOf(before) };
}

function setCancelled(task: Task, { reason, requestedAt }: CancelTaskInput): Task {
  return {
    ...task,
    status: 'cancelled',
    ...(reason === null ? {} : { statusReason: { concept: { text: reason } } }),
    // The same precision as authoredOn, because inv-1 cannot compare a date with an instant of that day.
    lastModified: task.authoredOn?.length === 10 ? requestedAt.slice(0, 10) : requestedAt,
  };
}

/**
 * Requests the cancellation from the filler by a second Task (R5, ad-hoc workflow patterns). The second Task has its own
 * identifier, so that it is never submitted twice. The workflow waits for the filler's decision.
 */
async function cancelByTask(call: CancellationContext): Promise<CancellationAttempt> {
  const { client, input, again, trackingSystem, signal } = call;
  const identifier = { system: trackingSystem, value: `${input.tracking}#abort@${input.requestedAt}` };
  try {
    const found = again ? await findTask(client, identifier, signal) : null;
    // The POST gets no abort signal, because the workflow must know its result.
    const { id } = found ?? (await createTask(client, buildAbortTask(input, identifier), identifier));
    return { outcome: 'pending', issues: [], abortTaskId: id };
  } catch (error) {
    return readRefusal(error);
  }
}

function buildAbortTask(
  { taskId, reason, requestedAt }: CancelTaskInput,
  identifier: { system: string; value: string },
): Task {
  return {
    resourceType: 'Task',
    identifier: [identifier],
    status: 'requested',
    intent: 'order',
    code: { coding: [{ system: 'http://hl7.org/fhir/CodeSystem/task-code', code: 'abort' }] },
    focus: { reference: `Task/${taskId}` },
    authoredOn: requestedAt,
    lastModified: requestedAt,
    ...(reason === null ? {} : { reason: [{ concept: { text: reason } }] }),
  };
}

/** Issue types (R5) that refuse this cancellation. Other types mean that the service does not support such a request. */
const DECISIONS = ['business-rule', 'conflict', 'expired', 'forbidden', 'lock-error'];

/**
 * Reads the service's refusal of a cancellation.
 *
 * @throws FhirError for temporary failures: a refused key, 5xx, 429, a lost network, or transient issues
 */
function readRefusal(error: unknown): CancellationAttempt {
  if (!(error instanceof FhirError)) throw error;
  const { reason, status, issues } = error;
  if (isTransient(errorsAmong(issues))) throw error;
  if (reason === 'conflict') return { outcome: 'refused', issues };
  if (reason === 'invalid') {
    const isDecision = issues.some(({ code }) => DECISIONS.includes(code));
    return { outcome: isDecision ? 'refused' : 'unsupported', issues };
  }
  if (reason === 'missing' || status === 405 || status === 501) return { outcome: 'unsupported', issues };
  throw error;
}

function isMissing(error: unknown): boolean {
  return error instanceof FhirError && error.reason === 'missing';
}
