import type { Account, Config } from '../../configuration/config.js';
import { DEFAULT_ACCOUNT, type Identifier } from '../../contract/index.js';
import { resolveWithin, parseAddress } from '../../fhir/index.js';
import { REQUEST_ID_SYSTEM } from '../../products/request-task.js';
import { accountNamed } from '../terminal/account.js';
import { EXIT, Exit, printNote } from '../terminal/exit.js';
import { remembered, type Remembered } from './remembered.js';
import { parseWorkflowId } from '../../requests/request-id.js';

/** Subject of a look-up at a service: a Task whose id is known, or the Tasks of a workflow. */
export type RemoteSubject =
  | { account: Account; workflowId: string | null; taskId: string }
  | {
      account: Account;
      workflowId: string;
      taskId: null;
      /** Identifiers that its Tasks may carry beside their tracking identifier, the most certain first. */
      likely: Identifier[];
    };

/**
 * Derives the account and the subject of the look-up from an id.
 *
 * @param id a workflow id, `Task/ID`, or a Task's absolute address
 * @param named account that the caller chose; it takes precedence over all that is known
 * @throws Exit if the id leads to no account, or to several
 */
export async function remoteSubject(
  env: NodeJS.ProcessEnv,
  config: Config,
  id: string,
  named: string | undefined,
): Promise<RemoteSubject> {
  if (/^https?:\/\//i.test(id)) return addressedTask(config, id, named);
  const address = /^Task\/[^/]+$/.test(id) ? parseAddress(id) : null;
  if (address !== null) {
    const account = accountNamed(config, named ?? DEFAULT_ACCOUNT);
    return { account, workflowId: null, taskId: address.id };
  }
  return workflowSubject(config, id, named, await remembered(env, id));
}

function workflowSubject(
  config: Config,
  workflowId: string,
  named: string | undefined,
  known: Remembered,
): RemoteSubject {
  const parts = parseWorkflowId(workflowId, config.accounts.keys());
  const own = known.account ?? parts?.account ?? DEFAULT_ACCOUNT;
  const account = accountNamed(config, named ?? own);
  if (known.account !== null && known.account !== account.name) {
    printNote(
      `${workflowId} was sent by account "${known.account}"; reading "${account.name}", as requested`,
    );
  }
  if (known.taskId !== null) return { account, workflowId, taskId: known.taskId };
  const tracking =
    known.firstRunId === null
      ? []
      : [{ system: config.trackingSystem, value: `${workflowId}#${known.firstRunId}` }];
  const requestIds = [workflowId, ...(parts === null ? [] : [parts.requestId])];
  const likely = [...tracking, ...requestIds.map((value) => ({ system: REQUEST_ID_SYSTEM, value }))];
  return { account, workflowId, taskId: null, likely };
}

/** An absolute address leads to its account, unless several accounts share a base. */
function addressedTask(config: Config, url: string, named: string | undefined): RemoteSubject {
  const taskId = parseAddress(url);
  if (taskId?.type !== 'Task') throw new Exit(EXIT.invalid, `${url} is not the address of a Task`);
  const has = ({ baseUrl }: Account): boolean =>
    resolveWithin(baseUrl, url)?.startsWith(`${new URL(baseUrl).href.replace(/\/$/, '')}/Task/`) === true;
  const accounts = named === undefined ? [...config.accounts.values()] : [accountNamed(config, named)];
  const owners = accounts.filter(has);
  const account = owners.find(({ name }) => name === DEFAULT_ACCOUNT) ?? owners[0];
  if (account === undefined) {
    const bases = accounts.map(({ name, baseUrl }) => `"${name}" is at ${baseUrl}`);
    throw new Exit(EXIT.invalid, `${url} does not belong to the service of an account: ${bases.join(', ')}`);
  }
  if (owners.length > 1 && account.name !== DEFAULT_ACCOUNT) {
    const names = owners.map(({ name }) => `"${name}"`).join(', ');
    throw new Exit(EXIT.invalid, `${url} may belong to account ${names}: choose one with --account`);
  }
  return { account, workflowId: null, taskId: taskId.id };
}
