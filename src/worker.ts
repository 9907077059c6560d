#!/usr/bin/env node
import { FhirClients } from './activities/index.js';
import { ConfigError, readConfig } from './config.js';
import { connectWorker, readTemporalAddress } from './temporal/connection.js';
import { createLogger, installLogging } from './temporal/logging.js';
import { createWorkers, runWorkers } from './temporal/workers.js';

/** Starts a worker process; SIGINT and SIGTERM end it in order. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const address = readTemporalAddress(process.env);
  const logger = createLogger(config.logLevel);
  installLogging(logger, config.encryptionKeys.length > 0);

  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      logger.info({ signal }, 'shutting down; running calls may end');
      ending.abort();
    });
  }

  const connection = await connectWorker(address, logger, ending.signal);
  if (connection === null) return;
  const clients = new FhirClients(config.accounts, config.maxFhirCallsPerSecond);
  try {
    const workers = await createWorkers(connection, address.namespace, { config, clients });
    const { workerRole: role, taskQueue, fhirTaskQueue, deployment } = config;
    const encryptionKeys = config.encryptionKeys.map(({ id }) => id);
    const accounts = [...config.accounts.values()].map(({ name, edition, baseUrl }) => ({
      name,
      edition,
      baseUrl,
    }));
    logger.info(
      { role, taskQueue, fhirTaskQueue, namespace: address.namespace, deployment, encryptionKeys, accounts },
      'worker started',
    );
    await runWorkers(workers, ending.signal);
    logger.info('worker ended');
  } finally {
    clients.close();
    await connection.close();
  }
}

main().catch((error: unknown) => {
  const isConfig = error instanceof ConfigError;
  process.stderr.write(
    `${isConfig ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exitCode = isConfig ? 2 : 1;
});
