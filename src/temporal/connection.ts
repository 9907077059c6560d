import { setTimeout as delay } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { NativeConnection, type NativeConnectionOptions } from '@temporalio/worker';
import type { Logger } from 'pino';
import { ConfigError, readKeys, readPlaintextHosts } from '../config.js';
import type { EncryptionKeys } from '../encryption/index.js';
import { currentTracing } from '../observability/tracing.js';
import { mayBePlaintext, plaintextProblem } from '../plaintext.js';
import { dataConverterOf } from './data-converter.js';

/** Where Temporal is (address, TLS, API key, namespace), and the keys under which payloads lie there. */
export interface TemporalAddress {
  connectionOptions: NativeConnectionOptions;
  namespace: string;
  encryptionKeys: EncryptionKeys;
}

/** Temporal cannot be reached, or refuses us. The message says where it was looked for and what to do. */
export class TemporalUnreachable extends Error {
  override readonly name = 'TemporalUnreachable';

  readonly problem: string;
  readonly remedy: string;

  constructor(address: TemporalAddress, cause: unknown) {
    const problem = `cannot reach Temporal at ${hostOf(address)} (${messageOf(cause)})`;
    const remedy =
      'is the server running, and is TEMPORAL_ADDRESS right? For a try-out, "npm run dev" starts one.';
    super(`${problem}: ${remedy}`, { cause });
    this.problem = problem;
    this.remedy = remedy;
  }
}

/**
 * Reads `TEMPORAL_*` and Temporal's configuration file, as all of Temporal's own tools do, and the keys of payloads. A connection without TLS must
 * stay on this machine, or go to a host that is named (`IDMP_PLAINTEXT_HOSTS`).
 *
 * @throws ConfigError
 */
export function readTemporalAddress(env: NodeJS.ProcessEnv): TemporalAddress {
  const { connectionOptions, namespace } = loadConfig(env);
  const { tls } = connectionOptions;
  const host = withoutPort(hostOf({ connectionOptions }));
  const isPlaintext = tls === undefined || tls === null || tls === false;
  if (isPlaintext && !mayBePlaintext(host, readPlaintextHosts(env))) {
    throw new ConfigError([`TEMPORAL_ADDRESS ${plaintextProblem(host)}; TEMPORAL_TLS=true switches it on`]);
  }
  return { connectionOptions, namespace: namespace ?? 'default', encryptionKeys: readKeys(env) };
}

function loadConfig(env: NodeJS.ProcessEnv): ReturnType<typeof loadClientConnectConfig> {
  const set = Object.entries(env).filter((entry): entry is [string, string] => (entry[1] ?? '') !== '');
  try {
    return loadClientConnectConfig({ overrideEnvVars: Object.fromEntries(set) });
  } catch (error) {
    throw new ConfigError([`TEMPORAL_*: ${messageOf(error)}`]);
  }
}

const DEFAULT_ADDRESS = 'localhost:7233';

/** `host:port`, with IPv6 in brackets; the port may be missing. */
function withoutPort(address: string): string {
  return address.replace(/^[a-z]+:\/\//i, '').replace(/:\d+$/, '');
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
      dataConverter: dataConverterOf(address.encryptionKeys),
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

/** `host:port` */
export function hostOf({ connectionOptions }: Pick<TemporalAddress, 'connectionOptions'>): string {
  return connectionOptions.address ?? DEFAULT_ADDRESS;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
