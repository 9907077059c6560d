import { IdmpClient, type IdmpRequest } from '../../client/index.js';
import { readConfig } from '../../configuration/config.js';
import type { Kind } from '../../contract/index.js';
import { checkRequest } from '../../requests/check-request.js';
import { recogniseRequest } from '../../requests/file-request.js';
import { EXIT, Exit, printNote } from '../terminal/exit.js';
import { onInterrupt } from '../terminal/on-interrupt.js';
import { KIND_NAMES } from '../terminal/kind-names.js';
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
  const file = recogniseRequest(await readJson(path), kind);
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
      [`${path} is not a valid ${KIND_NAMES[file.kind]} request; it was not started`, ...lines].join('\n'),
    );
  }
  issueLines(checked.issues).forEach(printNote);

  const { request: input } = checked;
  await withClient(env, async (client) => {
    const { request, started } = await new IdmpClient(client, config).start(file.kind, input);
    const { id } = request;
    if (wait || !isForPeople()) {
      printNote(started ? `started ${id}` : `${id} was started earlier; it is running or completed`);
    }
    if (wait) return await printResultOf(request);
    if (!isForPeople()) printNote(`it continues without this command: idmp status ${id}`);
    present({ workflowId: id, started }, startedPage(id, started));
  });
}

/** Waits for the result. Ctrl-C ends only the waiting. @throws Exit if the request ends without a result */
async function printResultOf(request: IdmpRequest): Promise<void> {
  const { id } = request;
  printNote('waiting for the result; Ctrl-C ends this command only, and the request continues');
  const stopListening = onInterrupt(() => {
    printNote(`${id} continues: idmp status ${id}; run the same command again to wait for it`);
    return Promise.resolve();
  });
  try {
    const result = await followRequest(request);
    present(result, resultPage(id, result));
  } finally {
    stopListening();
  }
}
