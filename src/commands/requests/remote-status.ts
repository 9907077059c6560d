import { readConfig, type Account } from '../../configuration/config.js';
import {
  cancellationsOf,
  FhirClient,
  FhirError,
  isCancellation,
  isPartial,
  readTask,
  tasksOfWorkflow,
  trackedWorkflow,
  type KnownTask,
  type TrackedTasks,
} from '../../fhir/index.js';
import { EXIT, Exit, say } from '../terminal/exit.js';
import { present } from '../terminal/output.js';
import { issueLines } from '../terminal/page.js';
import { remotePage } from './remote-page.js';
import { remoteSubject, type RemoteSubject } from './remote-subject.js';
import { remoteTask, type RemoteStatus } from './remote-task.js';

/** So often is said how far a long search has come. */
const TASKS_A_LINE = 1_000;

/**
 * `idmp status ID --remote`: what the service itself has of a request, printed as JSON or for people. It needs no worker, and no
 * Temporal: a Task leads back to its workflow by its tracking identifier.
 *
 * @param accountName whom to ask, where it is not to be found out
 */
export async function printRemoteStatus(
  env: NodeJS.ProcessEnv,
  id: string,
  accountName: string | undefined,
): Promise<void> {
  const config = readConfig(env);
  const subject = await remoteSubject(env, config, id, accountName);
  const client = new FhirClient(subject.account, { onWarning: onceEach() });
  try {
    const status = await statusAtService(client, subject, config.trackingSystem);
    if (status.tasks.length === 0) say(nothingThere(subject));
    present(status, remotePage(status));
  } catch (error) {
    throw error instanceof FhirError ? unasked(error, subject.account) : error;
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
    remoteTask(task, cancellations ?? (await cancellationsOf(client, task.id)), client),
  );
  const workflowId = subject.workflowId ?? workflowOf(tasks[0], trackingSystem);
  return { workflowId, account: client.account.name, tasks: await Promise.all(shown) };
}

/** A Task that asks for a cancellation is tracked by more than its workflow: it says nothing here. */
function workflowOf(task: KnownTask | undefined, trackingSystem: string): string | null {
  return task === undefined || isCancellation(task) ? null : trackedWorkflow(task, trackingSystem);
}

async function tracked(
  client: FhirClient,
  { workflowId, likely }: RemoteSubject & { taskId: null },
  system: string,
): Promise<TrackedTasks> {
  const found = await tasksOfWorkflow(client, { system, workflowId }, likely, (count) => {
    if (count === 1) say(`looking through all Tasks of account "${client.account.name}"`);
    if (count % TASKS_A_LINE === 0) say(`${count} Tasks looked through`);
  });
  const whole = found.tasks.map((task) =>
    isPartial(task) ? taskById(client, task.id) : Promise.resolve([task]),
  );
  return { ...found, tasks: (await Promise.all(whole)).flat() };
}

/** None where it is not there, or not any more. */
async function taskById(client: FhirClient, id: string): Promise<KnownTask[]> {
  try {
    return [{ ...(await readTask(client, id)), id }];
  } catch (error) {
    if (error instanceof FhirError && error.reason === 'missing') return [];
    throw error;
  }
}

function nothingThere({ account, taskId, workflowId }: RemoteSubject): string {
  const what = taskId === null ? `no Task of ${workflowId}` : `Task/${taskId}`;
  const not = taskId === null ? 'stands' : 'is not, or no longer,';
  return `${what} ${not} at the service of account "${account.name}" (${account.baseUrl})`;
}

function unasked(error: FhirError, { name, baseUrl }: Account): Exit {
  const remedies: Partial<Record<typeof error.reason, string>> = {
    denied: 'its key is refused, or the Task belongs to another key: check the key of this account',
    network: 'is its address right, and does the service run?',
    server: 'the service is not well: try again later',
    throttled: 'there were too many calls: try again later',
  };
  const remedy = remedies[error.reason];
  const lines = [
    `the service of account "${name}" (${baseUrl}) gave no answer to this`,
    error.message,
    ...issueLines(error.issues.slice(1)),
    ...(remedy === undefined ? [] : [remedy]),
  ];
  return new Exit(EXIT.unexpected, lines.join('\n'));
}

/** Every answer repeats what the service announces. */
function onceEach(): (warning: { text: string }) => void {
  const said = new Set<string>();
  return ({ text }) => {
    if (!said.has(text)) say(`the service announces: ${text}`);
    said.add(text);
  };
}
