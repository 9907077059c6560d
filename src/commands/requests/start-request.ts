import { IdmpClient, type IdmpRequest } from '../../client/index.js';
import { readConfig } from '../../configuration/config.js';
import type { Kind } from '../../contract/index.js';
import { connectClient, readTemporalAddress } from '../../temporal/connection.js';
import { checkRequest } from '../../requests/check-request.js';
import { EXIT, Exit, say } from '../terminal/exit.js';
import { follow } from './follow-request.js';
import { onInterrupt } from '../terminal/on-interrupt.js';
import { isForPeople, present } from '../terminal/output.js';
import { issueLines } from '../terminal/page.js';
import { resultPage, startedPage } from './pages.js';
import { readJson } from '../terminal/read-json.js';
import { fileRequest } from '../../requests/file-request.js';

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
    const idmp = new IdmpClient(client, config);
    const { request: asked, started } = await idmp.start(file.kind, checked.request);
    const { id } = asked;
    const isWaiting = flags.wait === true;
    if (isWaiting || !isForPeople()) {
      say(started ? `started ${id}` : `${id} was started before: it runs, or is completed`);
    }
    if (isWaiting) return await printWhatCame(asked);
    if (!isForPeople()) say(`it goes on by itself: idmp status ${id}`);
    present({ workflowId: id, started }, startedPage(id, started));
  } finally {
    await client.connection.close();
  }
}

/** Waits for the result. Ctrl-C ends the waiting alone. @throws Exit where there is none */
async function printWhatCame(request: IdmpRequest): Promise<void> {
  const { id } = request;
  say('it goes on without this command, which may be ended at any time');
  const stopListening = onInterrupt(() => {
    say(`${id} goes on by itself: idmp status ${id}; the same command again waits for it`);
    return Promise.resolve();
  });
  try {
    const result = await follow(request);
    present(result, resultPage(id, result));
  } finally {
    stopListening();
  }
}

function withoutUndefined(values: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
