import { fileURLToPath } from 'node:url';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { execa } from 'execa';
import { SEARCH_ATTRIBUTES } from '../../src/contract/index.js';
import { whyItFailed } from '../temporal/run.js';
import { untilAnswers } from '../temporal/readiness.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Retention of closed requests and their results. */
const RETENTION = '7 days';
/** `google.rpc.Code.ALREADY_EXISTS` */
const ALREADY_EXISTS = 6;
/** Time limit, because each service reads the list of namespaces again only after some seconds. */
const READY_TIMEOUT_MS = 60_000;

/** Creates the namespace, prepares it with `idmp setup`, and waits until requests can start in it. Safe to run again. */
export async function prepareNamespace(address: string, namespace: string): Promise<void> {
  await registerNamespace(address, namespace);
  await untilUsable(address, namespace, '');
  await setup(address, namespace);
  await untilUsable(address, namespace, SEARCH_ATTRIBUTES.map((name) => `${name} is null`).join(' and '));
}

async function registerNamespace(address: string, namespace: string): Promise<void> {
  const connection = await Connection.connect({ address });
  try {
    await connection.workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: msToTs(RETENTION),
    });
  } catch (error) {
    if ((error as { code?: number }).code !== ALREADY_EXISTS) throw error;
  } finally {
    await connection.close();
  }
}

async function setup(address: string, namespace: string): Promise<void> {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(IDMP_|TEMPORAL_|NODE_OPTIONS)/.test(name),
  );
  const env = { ...Object.fromEntries(inherited), TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace };
  try {
    await execa(process.execPath, ['--import', 'tsx', 'src/starter.ts', 'setup'], {
      cwd: ROOT,
      env,
      extendEnv: false,
      all: true,
      stdin: 'ignore',
    });
  } catch (error) {
    throw new Error(`idmp setup: ${whyItFailed(error)}`, { cause: error });
  }
}

async function untilUsable(address: string, namespace: string, query: string): Promise<void> {
  const usable = await untilAnswers({
    address,
    question: ({ workflowService }) => workflowService.countWorkflowExecutions({ namespace, query }),
    timeoutMs: READY_TIMEOUT_MS,
    hasExited: () => false,
  });
  if (!usable)
    throw new Error(`the namespace ${namespace} cannot be used after ${READY_TIMEOUT_MS / 1000} s`);
}
