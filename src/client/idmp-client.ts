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

/** The options of the client. */
export interface IdmpClientOptions {
  /** The workers' task queue of workflows (`IDMP_TASK_QUEUE`). Default: `idmp`. */
  taskQueue?: string;
}

/** The options of a request's start. */
export interface RequestStart {
  /**
   * Workflow id. Default: `KIND/ACCOUNT/…` with the request id, or with the product's identifier and a hash of its content. So
   * the same request is submitted to the service only once.
   */
  id?: string;
}

/** A request, and whether this call started it. */
export interface StartedRequest<Result extends RequestResult> {
  request: IdmpRequest<Result>;
  /** False if the id was started before: that request runs, or has completed. */
  started: boolean;
}

/**
 * A client that requests PhPIDs and GSIDs through Temporal. It starts, queries and cancels requests; workers do the work.
 *
 * @example
 * const idmp = await IdmpClient.connect(process.env);
 * const { request } = await idmp.requestPhpid({ product });
 * const { phpids } = await request.result();
 */
export class IdmpClient {
  readonly #taskQueue: string;

  /**
   * @param temporal a connected client in the workers' namespace. If the workers encrypt payloads, it needs a data converter
   *   with their keys (`IdmpClient.dataConverter`).
   */
  constructor(
    readonly temporal: Client,
    { taskQueue = DEFAULT_TASK_QUEUE }: IdmpClientOptions = {},
  ) {
    this.#taskQueue = taskQueue;
  }

  /**
   * Connects as the environment configures it (docs/configuration.md): `TEMPORAL_*` or Temporal's configuration file, keys in
   * `IDMP_ENCRYPTION_KEYS` or `IDMP_ENCRYPTION_KEYS_FILE`, `IDMP_TASK_QUEUE`. End with `close`.
   *
   * @param env such as `process.env`
   * @throws ConfigError if the environment is invalid
   * @throws TemporalUnreachable
   */
  static async connect(env: NodeJS.ProcessEnv): Promise<IdmpClient> {
    const address = readTemporalAddress(env);
    const temporal = await connectClient(address, callerDataConverterOf(address.encryptionKeys));
    const taskQueue = env.IDMP_TASK_QUEUE ?? '';
    return new IdmpClient(temporal, taskQueue === '' ? {} : { taskQueue });
  }

  /**
   * Creates the data converter for a Temporal client of your own. It encrypts and decrypts payloads with the workers' keys
   * (`{ IDMP_ENCRYPTION_KEYS: 'keyId:base64' }`). Without keys, payloads are not encrypted.
   *
   * @throws ConfigError, without any key in its message
   */
  static dataConverter(env: NodeJS.ProcessEnv): DataConverter {
    return callerDataConverterOf(readKeys(env));
  }

  /** Closes the connection. */
  async close(): Promise<void> {
    await this.temporal.connection.close();
  }

  /** Requests the PhPIDs of a product. An id that runs or has completed is not started again. */
  async requestPhpid(
    input: RequestInput & { substance?: never },
    options?: RequestStart,
  ): Promise<StartedRequest<PhpidResult>> {
    return await this.start('phpid', input, options);
  }

  /** Requests the GSID of a substance. An id that runs or has completed is not started again. */
  async requestGsid(
    input: RequestInput & { product?: never },
    options?: RequestStart,
  ): Promise<StartedRequest<GsidResult>> {
    return await this.start('gsid', input, options);
  }

  /** Requests identifiers of a kind. */
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

  /** Returns the request of a workflow id, started by any caller. It makes no call: a missing request shows at the first use. */
  request<Result extends RequestResult = RequestResult>(id: string): IdmpRequest<Result> {
    return new IdmpRequest(this.temporal.workflow.getHandle(id));
  }

  /** Starts a backfill, or finds the one with that id. A failed or cancelled one starts again. */
  async startBackfill(id: string, input: BackfillInput = {}): Promise<StartedBackfill> {
    return await startBackfill(this.temporal, this.#taskQueue, id, input);
  }

  /** Returns the backfill of a workflow id. */
  backfill(id: string): IdmpBackfill {
    return new IdmpBackfill(this.temporal.workflow.getHandle(id));
  }
}
