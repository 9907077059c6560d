import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import type { EncryptionKeys } from '../../../src/encryption/index.js';
import { dataConverterOf } from '../../../src/temporal/data-converter.js';
import { createLogger, installLogging } from '../../../src/temporal/logging.js';
import type { StoredHistory } from './stored.js';

/** Name of a history → reason why it does not replay; null where it does. */
export type Replayed = Map<string, Error | null>;

/** Silences the log, once for each process, because the test reports a failed replay. */
export function prepareReplay(): void {
  installLogging(createLogger('silent'));
}

/** Replays histories with the workflow code of a folder. @param keys that encrypt their payloads */
export async function replay(
  workflowsPath: string,
  histories: StoredHistory[],
  keys: EncryptionKeys = [],
): Promise<Replayed> {
  const logger = new DefaultLogger('ERROR');
  const dataConverter = dataConverterOf(keys);
  const { failureConverterPath } = dataConverter;
  const workflowBundle = await bundleWorkflowCode({ workflowsPath, failureConverterPath, logger });
  const replayed: Replayed = new Map();
  const named = histories.map(({ name, history }) => ({ workflowId: name, history }));
  for await (const { workflowId, error } of Worker.runReplayHistories(
    { workflowBundle, dataConverter },
    named,
  )) {
    replayed.set(workflowId, error ?? null);
  }
  return replayed;
}
