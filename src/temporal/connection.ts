import { setTimeout as delay } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { NativeConnection, type NativeConnectionOptions } from '@temporalio/worker';
import type { Logger } from 'pino';
import { currentTracing } from '../observability/tracing.js';
import { dataConverter } from './data-converter.js';

/** Where Temporal is: address, TLS, API key and namespace. */
export interface TemporalAddress {
  connectionOptions: NativeConnectionOptions;
  namespace: string;
}

/** Temporal cannot be reached, or refuses us. The message says where it was looked for and what to do. */
export class TemporalUnreachable extends Error {
  override readonly name = 'TemporalUnreachable';

  constructor(address: TemporalAddress, cause: unknown) {
    super(
      `cannot reach Temporal at ${hostOf(address)} (${messageOf(cause)}): is the server running, and is ` +
        'TEMPORAL_ADDRESS right? For a try-out, "npm run dev" starts one.',
      { cause },
    );
  }
}

/** Reads `TEMPORAL_*` and Temporal's configuration file, as all of Temporal's own tools do. */
export function readTemporalAddress(env: NodeJS.ProcessEnv): TemporalAddress {
  const set = Object.entries(env).filter((entry): entry is [string, string] => (entry[1] ?? '') !== '');
  const { connectionOptions, namespace } = loadClientConnectConfig({
    overrideEnvVars: Object.fromEntries(set),
  });
  return { connectionOptions, namespace: namespace ?? 'default' };
}

/** A client of Temporal. @throws TemporalUnreachable */
export async function connectClient(address: TemporalAddress): Promise<Client> {
  const { address: host, tls, metadata, apiKey } = address.connectionOptions;
  try {
    const options = { address: host, tls, metadata, apiKey } as Parameters<typeof Connection.connect>[0];
    const connection = await Connection.connect({ ...options, connectTimeout: '5 seconds' });
    const interceptors = currentTracing()?.clientInterceptors();
    return new Client({
      connection,
      namespace: address.namespace,
      dataConverter,
      ...(interceptors === undefined ? {} : { interceptors }),
    });
  } catch (error) {
    throw new TemporalUnreachable(address, error);
  }
}

const RETRY_MS = 2_000;

/**
 * A connection for workers. A worker may be started before its server, or while that restarts: it waits, and says so.
 * Null where `signal` ends the waiting.
 */
export async function connectWorker(
  address: TemporalAddress,
  logger: Logger,
  signal: AbortSignal,
): Promise<NativeConnection | null> {
  while (!signal.aborted) {
    try {
      return await NativeConnection.connect(address.connectionOptions);
    } catch (error) {
      logger.warn(
        { address: hostOf(address), reason: messageOf(error) },
        'Temporal cannot be reached; trying again',
      );
    }
    await delay(RETRY_MS, undefined, { signal }).catch(() => undefined);
  }
  return null;
}

function hostOf({ connectionOptions }: TemporalAddress): string {
  return connectionOptions.address ?? 'localhost:7233';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
