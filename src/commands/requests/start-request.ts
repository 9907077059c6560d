import { IdmpClient, type IdmpRequest } from '../../client/index.js';
import { readConfig } from '../../configuration/config.js';
import type { Kind } from '../../contract/index.js';
import { checkRequest } from '../../requests/check-request.js';
import { fileRequest } from '../../requests/file-request.js';
import { EXIT, Exit, say } from '../terminal/exit.js';
import { onInterrupt } from '../terminal/on-interrupt.js';
import { isForPeople, present } from '../terminal/output.js';
import { issueLines } from '../terminal/page.js';
import { readJson } from '../terminal/read-json.js';
import { withClient } from '../terminal/with-client.js';
import { followRequest } from './follow-request.js';
import { resultPage, startedPage } from './pages.js';

/** The caller's choices; undefined leaves a choice to the file. */
export interface StartChoices {
  kind: Kind | undefined;
  account: string | undefined;
  requestId: string | undefined;
  /** Whether to follow the request to its end. */
  wait: boolean;
}

/** Checks a file, starts its request, and prints the id or the result. @throws Exit */
export async function startRequest(
  env: NodeJS.ProcessEnv,
  path: string,
  { kind, account, requestId, wait }: StartChoices,
): Promise<void> {
  const config = readConfig(env);
  const file = fileRequest(await readJson(path), kind);
  const data = {
    ...file.request,
    ...(account === undefined ? {} : { account }),
    ...(requestId === undefined ? {} : { requestId }),
  };
  const checked = await checkRequest(data, file.kind, config);
  if (checked.request === null) {
    const lines = issueLines(checked.issues);
    throw new Exit(
      EXIT.invalid,
      [`${path} is not a valid ${file.kind} request; nothing was started`, ...lines].join('\n'),
    );
  }
  issueLines(checked.issues).forEach(say);

  const { request: input } = checked;
  await withClient(env, async (client) => {
    const { request, started } = await new IdmpClient(client, config).start(file.kind, input);
    const { id } = request;
    if (wait || !isForPeople()) {
      say(started ? `started ${id}` : `${id} was started before: it runs, or is completed`);
    }
    if (wait) return await printResultOf(request);
    if (!isForPeople()) say(`it goes on by itself: idmp status ${id}`);
    present({ workflowId: id, started }, startedPage(id, started));
  });
}

/** Waits for the result. Ctrl-C ends the waiting alone. @throws Exit if the request ends without a result */
async function printResultOf(request: IdmpRequest): Promise<void> {
  const { id } = request;
  say('it goes on without this command, which may be ended at any time');
  const stopListening = onInterrupt(() => {
    say(`${id} goes on by itself: idmp status ${id}; the same command again waits for it`);
    return Promise.resolve();
  });
  try {
    const result = await followRequest(request);
    present(result, resultPage(id, result));
  } finally {
    stopListening();
  }
}
