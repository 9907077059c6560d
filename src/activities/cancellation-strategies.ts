import type { Task } from 'fhir/r5';
import {
  ENDED_WITHOUT_RESULT,
  type CancellationOutcome,
  type CancelTaskInput,
  type Issue,
} from '../contract/index.js';
import {
  createTask,
  deleteTask,
  errorsAmong,
  FhirError,
  findTask,
  isTransient,
  reasonsOf,
  updateTask,
  type FhirCaller,
} from '../fhir/index.js';

/** What a strategy works with. */
export interface Call {
  client: FhirCaller;
  input: CancelTaskInput;
  /** Whether an earlier try may have taken effect. */
  again: boolean;
  trackingSystem: string;
  signal: AbortSignal;
}

/** What came of it. */
export interface Called {
  outcome: CancellationOutcome;
  issues: Issue[];
  abortTaskId?: string;
}

/** The ways to call a Task off that the documents know, beside leaving it alone. */
export const strategies: Record<CancelTaskInput['strategy'], (call: Call) => Promise<Called>> = {
  delete: deleted,
  update: updated,
  task: askedFor,
};

/** The owner deletes the Task (guide, authentication: until it is completed). One that is gone was deleted before. */
async function deleted({ client, input, signal }: Call): Promise<Called> {
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

/** The placer owns the Task, and sets it to cancelled (R5, ad-hoc workflow patterns), on the condition that it is as read. */
async function updated({ client, input, signal }: Call): Promise<Called> {
  let before: Task | undefined;
  try {
    await updateTask(
      client,
      input.taskId,
      (task) => {
        before = task;
        return FINAL.includes(task.status) ? null : calledOff(task, input);
      },
      signal,
    );
  } catch (error) {
    // Gone before it was read; where only the PUT finds nothing, its address has no PUT.
    if (isMissing(error) && before === undefined) return { outcome: 'accepted', issues: [] };
    return refusal(error);
  }
  if (before === undefined || !FINAL.includes(before.status) || before.status === 'cancelled') {
    return { outcome: 'accepted', issues: [] };
  }
  return { outcome: 'refused', issues: reasonsOf(before) };
}

function calledOff(task: Task, { reason, requestedAt }: CancelTaskInput): Task {
  return {
    ...task,
    status: 'cancelled',
    ...(reason === null ? {} : { statusReason: { concept: { text: reason } } }),
    // In the precision of authoredOn: between a date and an instant of that day inv-1 cannot be decided.
    lastModified: task.authoredOn?.length === 10 ? requestedAt.slice(0, 10) : requestedAt,
  };
}

/**
 * The filler owns the Task, and a second one asks it to cancel the first (R5, ad-hoc workflow patterns). It has an
 * identifier of its own, so that it is never asked for twice; what it decides is waited for.
 */
async function askedFor(call: Call): Promise<Called> {
  const { client, input, again, trackingSystem, signal } = call;
  const identifier = { system: trackingSystem, value: `${input.tracking}#abort@${input.requestedAt}` };
  try {
    const found = again ? await findTask(client, identifier, signal) : null;
    // What has been sent must become known: a POST is not cut off.
    const { id } = found ?? (await createTask(client, abortTask(input, identifier), identifier));
    return { outcome: 'pending', issues: [], abortTaskId: id };
  } catch (error) {
    return refusal(error);
  }
}

function abortTask(
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

/** Issue types (R5) that say no to this Task; others say that the service does not know such a request at all. */
const DECISIONS = ['business-rule', 'conflict', 'expired', 'forbidden', 'lock-error'];

/**
 * What a refusal of the service means.
 *
 * @throws what may heal: a refused key, 5xx, 429, a lost network, issues that say so
 */
function refusal(error: unknown): Called {
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
