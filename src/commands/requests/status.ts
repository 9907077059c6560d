import type { RequestStatus } from '../../contract/index.js';
import { EXIT, Exit } from '../terminal/exit.js';
import { noAnswer } from '../terminal/no-answer.js';
import { present } from '../terminal/output.js';
import { statusPage } from './pages.js';
import { remoteStatus } from './remote-status.js';
import { withRequest, type KnownRequest } from './known-request.js';

export interface StatusFlags {
  remote?: boolean;
  account?: string;
}

/** A query needs a worker; without one it would be waited for in vain. */
const ANSWER_WITHIN_MS = 10_000;

/** `idmp status ID`: where a request stands; with `--remote` what the service has of it. */
export async function status(env: NodeJS.ProcessEnv, id: string, flags: StatusFlags): Promise<void> {
  if (flags.remote === true) return await remoteStatus(env, id, flags.account);
  if (flags.account !== undefined) {
    throw new Exit(EXIT.invalid, '--account says which service is asked: it goes with --remote');
  }
  await withRequest(env, id, async (request) => printStatus(id, await statusOf(request)));
}

/** A request's status, as JSON or for people. */
export function printStatus(id: string, status: RequestStatus): void {
  present(status, statusPage(id, status));
}

/** Asks the workflow. @throws Exit where no worker answers */
export async function statusOf(known: KnownRequest): Promise<RequestStatus> {
  const { request, description } = known;
  const answer = await statusWithin(known, ANSWER_WITHIN_MS);
  if (answer !== null) return answer;
  const state = description.status.name.toLowerCase();
  throw new Exit(
    EXIT.unexpected,
    `${request.id} is ${state}, but no worker answers for it: is one running on task queue ${description.taskQueue}?`,
  );
}

/** The workflow's answer, or null where there is none within that time. */
export async function statusWithin(
  { client, request }: KnownRequest,
  milliseconds: number,
): Promise<RequestStatus | null> {
  return await client.withDeadline(Date.now() + milliseconds, () => request.status()).catch(noAnswer);
}
