import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OnProgress } from '../temporal/executable.js';
import { toStderr } from '../temporal/find.js';
import type { KeptProcess } from '../temporal/kept-process.js';
import { fixedPorts } from '../temporal/ports.js';
import { prepareNamespace } from './namespace.js';
import { Postgres } from './postgres.js';
import { applySchema } from './schema.js';
import { SERVER_PORTS, startServer } from './server.js';
import { temporalPrograms, type TemporalPrograms } from './temporal-programs.js';

const DYNAMIC_CONFIG = fileURLToPath(new URL('../../deploy/temporal/dynamic-config.yaml', import.meta.url));

/** How a cluster is set up. */
export interface ClusterOptions {
  /** Folder of the data, which remain after the end. */
  folder: string;
  /** gRPC port. Default: a free one. */
  port?: number;
  /** Dynamic configuration beside deploy/temporal/dynamic-config.yaml, by key. */
  dynamicConfig?: Record<string, string | number | boolean>;
  /** Receiver of progress. Default: a line on stderr. */
  onProgress?: OnProgress;
}

/**
 * Temporal as it runs in production: a server on PostgreSQL, with the configuration that docker-compose.yml uses.
 *
 *     Temporal server ──▶ PostgreSQL ──▶ folder/postgres/data
 *
 * Each can be killed and come back by itself, at the same port. Neither outlives this process.
 */
export class Cluster {
  readonly namespace = 'default';
  #server: KeptProcess | null = null;

  private constructor(
    readonly postgres: Postgres,
    private readonly programs: TemporalPrograms,
    private readonly ports: readonly number[],
    private readonly dynamicConfigFile: string,
  ) {}

  /** Starts both, and creates missing tables, namespace and search attributes. */
  static async start(options: ClusterOptions): Promise<Cluster> {
    const cluster = await Cluster.#prepare(options);
    try {
      await cluster.postgres.start();
      await applySchema(cluster.programs.sqlTool, cluster.postgres.access);
      await cluster.startServer();
      await prepareNamespace(cluster.address, cluster.namespace);
      return cluster;
    } catch (error) {
      await cluster.stop();
      throw error;
    }
  }

  static async #prepare({
    folder,
    port,
    dynamicConfig = {},
    onProgress = toStderr,
  }: ClusterOptions): Promise<Cluster> {
    const home = resolve(folder);
    await mkdir(home, { recursive: true });
    const programs = await temporalPrograms({ onProgress });
    const [databasePort, frontend, ...others] = (await fixedPorts(1 + SERVER_PORTS)) as [number, number];
    const postgres = await Postgres.prepare(home, databasePort, onProgress);
    const dynamicConfigFile = join(home, 'dynamic-config.yaml');
    const own = Object.entries(dynamicConfig).map(
      ([key, value]) => `${key}: [{value: ${JSON.stringify(value)}}]\n`,
    );
    await writeFile(dynamicConfigFile, (await readFile(DYNAMIC_CONFIG, 'utf8')) + own.join(''));
    return new Cluster(postgres, programs, [port ?? frontend, ...others], dynamicConfigFile);
  }

  /** `host:port` of gRPC. */
  get address(): string {
    return `127.0.0.1:${this.ports[0]}`;
  }

  /** Process id of the server; null while there is none. */
  get serverPid(): number | null {
    return this.#server === null || this.#server.hasExited() ? null : this.#server.pid;
  }

  /** Starts the server if it does not run, and waits until it answers. */
  async startServer(): Promise<void> {
    if (this.serverPid !== null) return;
    const { ports, dynamicConfigFile } = this;
    const database = this.postgres.access;
    this.#server = await startServer({ program: this.programs.server, database, ports, dynamicConfigFile });
  }

  /** Ends the server with SIGKILL, without time to clean up. */
  async killServer(): Promise<void> {
    await this.#server?.kill();
  }

  /** Stops both in order. The data remain. */
  async stop(): Promise<void> {
    await this.#server?.stop();
    await this.postgres.stop();
  }
}
