import { IdmpClient } from '../client/index.js';
import { readConfig } from '../config.js';
import type { Kind } from '../contract/index.js';
import { connectClient, readTemporalAddress } from '../temporal/connection.js';
import { checkRequest } from '../requests/check-request.js';
import { EXIT, Exit, printResult, say } from './exit.js';
import { follow } from './follow.js';
import { issueLines } from './issue-lines.js';
import { readJson } from './read-json.js';
import { fileRequest } from '../requests/file-request.js';

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
    say(started ? `started ${id}` : `${id} was started before: it runs, or is completed`);
    if (flags.wait === true) say('it goes on without this command, which may be ended at any time');
    if (flags.wait === true) printResult(await follow(asked));
    else printResult({ workflowId: id, started });
  } finally {
    await client.connection.close();
  }
}

function withoutUndefined(values: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
