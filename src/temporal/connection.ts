import { Client, Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import type { DataConverter } from '@temporalio/common';
import type { NativeConnectionOptions } from '@temporalio/worker';
import { ConfigError, readKeys, readPlaintextHosts } from '../configuration/config.js';
import type { EncryptionKeys } from '../encryption/index.js';
import { currentTracing } from '../observability/tracing.js';
import { mayBePlaintext, describePlaintextProblem } from '../configuration/plaintext.js';
import { dataConverterOf } from './data-converter.js';

/** The access to Temporal (address, TLS, API key, namespace), and the encryption keys of payloads. */
export interface TemporalAddress {
  connectionOptions: NativeConnectionOptions;
  namespace: string;
  encryptionKeys: EncryptionKeys;
}

/** The error for a Temporal server that cannot be reached or refuses the connection. The message has its address and a remedy. */
export class TemporalUnreachable extends Error {
  override readonly name = 'TemporalUnreachable';

  readonly problem: string;
  readonly remedy: string;

  constructor(address: TemporalAddress, cause: unknown) {
    const problem = `cannot reach Temporal at ${hostOf(address)} (${messageOf(cause)})`;
    const remedy =
      'Check that the server runs and that TEMPORAL_ADDRESS is right. To try the service, start one with "npm run dev".';
    super(`${problem}. ${remedy}`, { cause });
    this.problem = problem;
    this.remedy = remedy;
  }
}

/**
 * Reads the keys of payloads, and `TEMPORAL_*` and Temporal's configuration file as Temporal's own tools do. A connection
 * without TLS must remain on this machine, or go to a host in `IDMP_PLAINTEXT_HOSTS`.
 *
 * @throws ConfigError
 */
export function readTemporalAddress(env: NodeJS.ProcessEnv): TemporalAddress {
  const { connectionOptions, namespace } = loadConfig(env);
  const { tls } = connectionOptions;
  const host = withoutPort(hostOf({ connectionOptions }));
  const isPlaintext = tls === undefined || tls === null || tls === false;
  if (isPlaintext && !mayBePlaintext(host, readPlaintextHosts(env))) {
    throw new ConfigError([
      `TEMPORAL_ADDRESS ${describePlaintextProblem(host)}. TEMPORAL_TLS=true enables TLS`,
    ]);
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

/** Removes scheme and port from `host:port`. IPv6 keeps its brackets, and the port may be missing. */
function withoutPort(address: string): string {
  return address.replace(/^[a-z]+:\/\//i, '').replace(/:\d+$/, '');
}

/** Connects a client of Temporal. Default data converter: that of the workers. @throws TemporalUnreachable */
export async function connectClient(
  address: TemporalAddress,
  dataConverter: DataConverter = dataConverterOf(address.encryptionKeys),
): Promise<Client> {
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

/** Returns Temporal's address as `host:port`. */
export function hostOf({ connectionOptions }: Pick<TemporalAddress, 'connectionOptions'>): string {
  return connectionOptions.address ?? DEFAULT_ADDRESS;
}

/** Returns the message of an error. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
