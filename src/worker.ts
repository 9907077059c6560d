#!/usr/bin/env node
import { Client } from '@temporalio/client';
import { FhirClients } from './activities/index.js';
import { ConfigError, readConfig } from './configuration/config.js';
import { CannotListen } from './configuration/listen-address.js';
import { Observation, startTracing } from './observability/index.js';
import { dataConverterOf } from './temporal/data-converter.js';
import { readTemporalAddress } from './temporal/connection.js';
import { connectWorker } from './temporal/worker-connection.js';
import { createLogger, installLogging } from './temporal/logging.js';
import { createWorkers, runWorkers } from './temporal/workers.js';

/** Starts a worker process; SIGINT and SIGTERM end it in order. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const address = readTemporalAddress(process.env);
  const logger = createLogger(config.logLevel);
  await startTracing(process.env, 'idmp-worker');
  const observation = await Observation.open(config, logger);
  installLogging(logger, { isEncrypted: config.encryptionKeys.length > 0, metrics: observation.metrics });

  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      logger.info({ signal }, 'shutting down; running calls may finish');
      observation.ending();
      ending.abort();
    });
  }

  const connection = await connectWorker(address, logger, ending.signal);
  if (connection === null) return await observation.close();
  const clients = new FhirClients(config.accounts, config.maxFhirCallsPerSecond, observation.ofCalls());
  try {
    observation.connected(connection);
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
    observation.started(
      workers,
      new Client({
        connection,
        namespace: address.namespace,
        dataConverter: dataConverterOf(config.encryptionKeys),
      }),
    );
    await runWorkers(workers, ending.signal);
    logger.info('worker ended');
  } catch (error) {
    // The SDK does not report this error itself, because its worker cannot be disposed while a call runs.
    if (!ending.signal.aborted) throw error;
    logger.warn(
      { err: error },
      'the shutdown took too long; other workers will retry the calls that still run',
    );
    await observation.close();
    // The remaining calls keep the connection open, and with it the process.
    process.exit(1);
  } finally {
    clients.close();
    await observation.close();
    await connection.close();
  }
}

main().catch((error: unknown) => {
  const isExplained = error instanceof ConfigError || error instanceof CannotListen;
  process.stderr.write(
    `${isExplained ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exitCode = error instanceof ConfigError ? 2 : 1;
});
