import type { Client } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { readKeys } from '../configuration/config.js';
import {
  DEFAULT_ACCOUNT,
  DEFAULT_TASK_QUEUE,
  WORKFLOWS,
  type BackfillInput,
  type GsidResult,
  type Kind,
  type PhpidResult,
  type RequestInput,
  type RequestResult,
} from '../contract/index.js';
import { workflowIdOf } from '../requests/request-id.js';
import { createStartOptions } from '../requests/start-options.js';
import { connectClient, readTemporalAddress } from '../temporal/connection.js';
import { callerDataConverterOf } from '../temporal/data-converter.js';
import { IdmpBackfill, startBackfill, type StartedBackfill } from './backfill.js';
import { IdmpRequest } from './request.js';
import { startOnce } from './start-once.js';

export interface IdmpClientOptions {
  /** Where the workers look for workflows (`IDMP_TASK_QUEUE`); default `idmp`. */
  taskQueue?: string;
}

export interface RequestStart {
  /**
   * Workflow id. Default: `KIND/ACCOUNT/…` of the request id, or of the product's identifier and a hash of its content; so
   * what is asked for twice is asked of the service once.
   */
  id?: string;
}

export interface StartedRequest<Result extends RequestResult> {
  request: IdmpRequest<Result>;
  /** False where the id was started before: that request runs, or is completed. */
  started: boolean;
}

/**
 * Asks for PhPIDs and GSIDs through Temporal. The work is the workers'; this only starts it, asks after it, and calls it off.
 *
 * @example
 * const idmp = await IdmpClient.connect(process.env);
 * const { request } = await idmp.requestPhpid({ product });
 * const { phpids } = await request.result();
 */
export class IdmpClient {
  readonly #taskQueue: string;

  /**
   * @param temporal connected, in the workers' namespace. Where they encrypt payloads, it needs a data converter with their
   *   keys (`IdmpClient.dataConverter`).
   */
  constructor(
    readonly temporal: Client,
    { taskQueue = DEFAULT_TASK_QUEUE }: IdmpClientOptions = {},
  ) {
    this.#taskQueue = taskQueue;
  }

  /**
   * Connects where the environment says (docs/configuration.md): `TEMPORAL_*` or Temporal's configuration file, keys in
   * `IDMP_ENCRYPTION_KEYS` or `IDMP_ENCRYPTION_KEYS_FILE`, `IDMP_TASK_QUEUE`. End with `close`.
   *
   * @param env such as `process.env`
   * @throws ConfigError where the environment is wrong
   * @throws TemporalUnreachable
   */
  static async connect(env: NodeJS.ProcessEnv): Promise<IdmpClient> {
    const address = readTemporalAddress(env);
    const temporal = await connectClient(address, callerDataConverterOf(address.encryptionKeys));
    const taskQueue = env.IDMP_TASK_QUEUE ?? '';
    return new IdmpClient(temporal, taskQueue === '' ? {} : { taskQueue });
  }

  /**
   * For a Temporal client of your own: encrypts and decrypts payloads with the workers' keys
   * (`{ IDMP_ENCRYPTION_KEYS: 'keyId:base64' }`); without keys, everything is in the clear.
   *
   * @throws ConfigError that repeats no key
   */
  static dataConverter(env: NodeJS.ProcessEnv): DataConverter {
    return callerDataConverterOf(readKeys(env));
  }

  /** Closes the connection. */
  async close(): Promise<void> {
    await this.temporal.connection.close();
  }

  /** Asks for the PhPIDs of a product. While a request runs or after it completed, its id starts nothing new. */
  async requestPhpid(
    input: RequestInput & { substance?: never },
    options?: RequestStart,
  ): Promise<StartedRequest<PhpidResult>> {
    return await this.start('phpid', input, options);
  }

  /** Asks for the GSID of a substance. While a request runs or after it completed, its id starts nothing new. */
  async requestGsid(
    input: RequestInput & { product?: never },
    options?: RequestStart,
  ): Promise<StartedRequest<GsidResult>> {
    return await this.start('gsid', input, options);
  }

  /** Asks for the identifiers of that kind. */
  async start<Result extends RequestResult>(
    kind: Kind,
    input: RequestInput,
    { id }: RequestStart = {},
  ): Promise<StartedRequest<Result>> {
    const workflowId = id ?? workflowIdOf(kind, input.account ?? DEFAULT_ACCOUNT, input);
    const options = createStartOptions({ kind, workflowId, request: input }, this.#taskQueue);
    const { handle, started } = await startOnce(this.temporal, WORKFLOWS[kind], options);
    return { request: new IdmpRequest(handle), started };
  }

  /** The request of a workflow id, whoever started it; whether there is one shows when it is asked something. */
  request<Result extends RequestResult = RequestResult>(id: string): IdmpRequest<Result> {
    return new IdmpRequest(this.temporal.workflow.getHandle(id));
  }

  /** Starts a backfill, or finds the one of that id; one that failed or was cancelled begins anew. */
  async startBackfill(id: string, input: BackfillInput = {}): Promise<StartedBackfill> {
    return await startBackfill(this.temporal, this.#taskQueue, id, input);
  }

  /** The backfill of a workflow id. */
  backfill(id: string): IdmpBackfill {
    return new IdmpBackfill(this.temporal.workflow.getHandle(id));
  }
}
