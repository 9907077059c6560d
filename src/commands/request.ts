import { WorkflowExecutionAlreadyStartedError, type Client, type WorkflowHandle } from '@temporalio/client';
import { readConfig } from '../config.js';
import { WORKFLOWS, type Kind, type RequestInput } from '../contract/index.js';
import { connectClient, readTemporalAddress } from '../temporal/connection.js';
import { checkRequest } from '../requests/check-request.js';
import { EXIT, Exit, say } from './exit.js';
import { follow } from './follow.js';
import { onInterrupt } from './on-interrupt.js';
import { isForPeople, present } from './output.js';
import { issueLines } from './page.js';
import { resultPage, startedPage } from './pages.js';
import { readJson } from './read-json.js';
import { fileRequest } from '../requests/file-request.js';
import { workflowIdOf } from '../requests/request-id.js';
import { startOptions } from '../requests/start-options.js';

export interface RequestFlags {
  kind?: Kind;
  account?: string;
  id?: string;
  wait?: boolean;
}

/** `idmp request FILE`: checks the file, starts its request, and follows it where asked to. */
export async function request(env: NodeJS.ProcessEnv, path: string, flags: RequestFlags): Promise<void> {
  const config = readConfig(env);
  const file = fileRequest(await readJson(path), flags.kind);
  const data = { ...file.request, ...withoutUndefined({ account: flags.account, requestId: flags.id }) };
  const checked = await checkRequest(data, file.kind, config);
  if (checked.request === null) {
    const lines = issueLines(checked.issues);
    throw new Exit(
      EXIT.invalid,
      [`${path} is not a valid ${file.kind} request; nothing was started`, ...lines].join('\n'),
    );
  }
  issueLines(checked.issues).forEach(say);

  const client = await connectClient(readTemporalAddress(env));
  try {
    const id = workflowIdOf(file.kind, checked.account, checked.request);
    const { handle, started } = await start(client, config.taskQueue, file.kind, id, checked.request);
    const isWaiting = flags.wait === true;
    if (isWaiting || !isForPeople()) {
      say(started ? `started ${id}` : `${id} was started before: it runs, or is completed`);
    }
    if (isWaiting) return await printWhatCame(handle);
    if (!isForPeople()) say(`it goes on by itself: idmp status ${id}`);
    present({ workflowId: id, started }, startedPage(id, started));
  } finally {
    await client.connection.close();
  }
}

/** Waits for the result. Ctrl-C ends the waiting alone. @throws Exit where there is none */
async function printWhatCame(handle: WorkflowHandle): Promise<void> {
  const id = handle.workflowId;
  say('it goes on without this command, which may be ended at any time');
  const stopListening = onInterrupt(() => {
    say(`${id} goes on by itself: idmp status ${id}; the same command again waits for it`);
    return Promise.resolve();
  });
  try {
    const result = await follow(handle);
    present(result, resultPage(id, result));
  } finally {
    stopListening();
  }
}

/** Starts a request once: while it runs or after it completed, the same id starts nothing new. */
async function start(
  client: Client,
  taskQueue: string,
  kind: Kind,
  workflowId: string,
  input: RequestInput,
): Promise<{ handle: WorkflowHandle; started: boolean }> {
  try {
    const planned = { kind, workflowId, request: input };
    const handle = await client.workflow.start(WORKFLOWS[kind], startOptions(planned, taskQueue));
    return { handle, started: true };
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    return { handle: client.workflow.getHandle(workflowId), started: false };
  }
}

function withoutUndefined(values: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
