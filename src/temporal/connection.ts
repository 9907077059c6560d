import { Client, Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import type { DataConverter } from '@temporalio/common';
import type { NativeConnectionOptions } from '@temporalio/worker';
import { ConfigError, readKeys, readPlaintextHosts } from '../configuration/config.js';
import type { EncryptionKeys } from '../encryption/index.js';
import { currentTracing } from '../observability/tracing.js';
import { mayBePlaintext, describePlaintextProblem } from '../configuration/plaintext.js';
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
    throw new ConfigError([
      `TEMPORAL_ADDRESS ${describePlaintextProblem(host)}; TEMPORAL_TLS=true switches it on`,
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

/** `host:port`, with IPv6 in brackets; the port may be missing. */
function withoutPort(address: string): string {
  return address.replace(/^[a-z]+:\/\//i, '').replace(/:\d+$/, '');
}

/** A client of Temporal; without a data converter, it has that of the workers. @throws TemporalUnreachable */
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

/** `host:port` */
export function hostOf({ connectionOptions }: Pick<TemporalAddress, 'connectionOptions'>): string {
  return connectionOptions.address ?? DEFAULT_ADDRESS;
}

/** What went wrong, in words. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
