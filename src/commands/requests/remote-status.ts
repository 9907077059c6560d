import { readConfig, type Account } from '../../configuration/config.js';
import {
  findCancellations,
  FhirClient,
  FhirError,
  isCancellation,
  isPartial,
  readTask,
  findTasksOfWorkflow,
  readTrackedWorkflow,
  type KnownTask,
  type TrackedTasks,
} from '../../fhir/index.js';
import { EXIT, Exit, printNote } from '../terminal/exit.js';
import { present } from '../terminal/output.js';
import { issueLines } from '../terminal/page.js';
import { remotePage } from './remote-page.js';
import { remoteSubject, type RemoteSubject } from './remote-subject.js';
import { remoteTask, type RemoteStatus } from './remote-task.js';

/** Number of Tasks between two progress lines of a long search. */
const TASKS_A_LINE = 1_000;

/**
 * Prints the Tasks that the service itself has for a request. Needs neither a worker nor Temporal, because the tracking
 * identifier of a Task leads to its workflow.
 *
 * @param accountName account that the caller chose; undefined to derive it from the id
 */
export async function printRemoteStatus(
  env: NodeJS.ProcessEnv,
  id: string,
  accountName: string | undefined,
): Promise<void> {
  const config = readConfig(env);
  const subject = await remoteSubject(env, config, id, accountName);
  const client = new FhirClient(subject.account, { onWarning: printEachOnce() });
  try {
    const status = await statusAtService(client, subject, config.trackingSystem);
    if (status.tasks.length === 0) printNote(notFound(subject));
    present(status, remotePage(status));
  } catch (error) {
    throw error instanceof FhirError ? exitOf(error, subject.account) : error;
  } finally {
    client.close();
  }
}

async function statusAtService(
  client: FhirClient,
  subject: RemoteSubject,
  trackingSystem: string,
): Promise<RemoteStatus> {
  const { tasks, cancellations } =
    subject.taskId === null
      ? await tracked(client, subject, trackingSystem)
      : { tasks: await taskById(client, subject.taskId), cancellations: null };
  const shown = tasks.map(async (task) =>
    remoteTask(task, cancellations ?? (await findCancellations(client, task.id)), client),
  );
  const workflowId = subject.workflowId ?? workflowOf(tasks[0], trackingSystem);
  return { workflowId, account: client.account.name, tasks: await Promise.all(shown) };
}

/** Null for a Task that requests a cancellation, because its tracking identifier is longer than its workflow id. */
function workflowOf(task: KnownTask | undefined, trackingSystem: string): string | null {
  return task === undefined || isCancellation(task) ? null : readTrackedWorkflow(task, trackingSystem);
}

async function tracked(
  client: FhirClient,
  { workflowId, likely }: RemoteSubject & { taskId: null },
  system: string,
): Promise<TrackedTasks> {
  const found = await findTasksOfWorkflow(client, { system, workflowId }, likely, (count) => {
    if (count === 1) printNote(`searching all Tasks of account "${client.account.name}"`);
    if (count % TASKS_A_LINE === 0) printNote(`${count} Tasks searched`);
  });
  const whole = found.tasks.map((task) =>
    isPartial(task) ? taskById(client, task.id) : Promise.resolve([task]),
  );
  return { ...found, tasks: (await Promise.all(whole)).flat() };
}

/** Empty if the service does not have the Task (any more). */
async function taskById(client: FhirClient, id: string): Promise<KnownTask[]> {
  try {
    return [{ ...(await readTask(client, id)), id }];
  } catch (error) {
    if (error instanceof FhirError && error.reason === 'missing') return [];
    throw error;
  }
}

function notFound({ account, taskId, workflowId }: RemoteSubject): string {
  const subject = taskId === null ? `a Task of ${workflowId}` : `Task/${taskId}`;
  return `${subject} was not found at the service of account "${account.name}" (${account.baseUrl})`;
}

function exitOf(error: FhirError, { name, baseUrl }: Account): Exit {
  const remedies: Partial<Record<typeof error.reason, string>> = {
    denied: 'the service refused the key, or the Task belongs to another key: check the key of this account',
    network: 'check its address, and that the service runs',
    server: 'the service has an error: retry later',
    throttled: 'the service limits the number of calls: retry later',
  };
  const remedy = remedies[error.reason];
  const lines = [
    `the service of account "${name}" (${baseUrl}) did not answer`,
    error.message,
    ...issueLines(error.issues.slice(1)),
    ...(remedy === undefined ? [] : [remedy]),
  ];
  return new Exit(EXIT.unexpected, lines.join('\n'));
}

/** Prints each announcement once, because every answer of the service repeats it. */
function printEachOnce(): (warning: { text: string }) => void {
  const said = new Set<string>();
  return ({ text }) => {
    if (!said.has(text)) printNote(`the service announces: ${text}`);
    said.add(text);
  };
}
