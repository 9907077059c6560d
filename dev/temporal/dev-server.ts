import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { startKept, type KeptProcess } from './kept-process.js';
import type { OnProgress } from './executable.js';
import { freePorts, isFree } from './ports.js';
import { untilAnswers } from './readiness.js';
import { temporalCli } from './temporal-cli.js';

/** Types of search attributes, as the CLI spells them. */
export type SearchAttributeTypeName =
  'Text' | 'Keyword' | 'Int' | 'Double' | 'Bool' | 'Datetime' | 'KeywordList';

/** Options of a dev server; all have a default. */
export interface DevServerOptions {
  /** gRPC port. Default: a free one. */
  port?: number;
  /** Port of the web UI. Default: a free one. */
  uiPort?: number;
  /** Starts without the web UI, which is faster. Default: false. */
  headless?: boolean;
  /** SQLite file that outlives the server; its folder is created. Default: in memory, lost with the server. */
  dbFilename?: string;
  /** Namespace to use; created. Default: `default`. */
  namespace?: string;
  /** Search attributes to register, by name. */
  searchAttributes?: Record<string, SearchAttributeTypeName>;
  /** Dynamic configuration, by key, such as `{'limit.historyCount.suggestContinueAsNew': 40}`. */
  dynamicConfig?: Record<string, string | number | boolean>;
  /** A Temporal CLI. Default: found or fetched by `temporalCli`. */
  cliPath?: string;
  /** Receiver of progress while the CLI is fetched. Default: a line on stderr. */
  onProgress?: OnProgress;
}

/** A running dev server. It never outlives this process. */
export interface DevServer {
  /** `host:port` of gRPC. */
  readonly address: string;
  /** The web UI; null when headless. */
  readonly uiUrl: string | null;
  readonly namespace: string;
  readonly pid: number;
  /** Stops the server in order, and waits until it has ended. Safe to call again. */
  stop(): Promise<void>;
  /** Ends the server with SIGKILL, for tests of its clients. */
  kill(): Promise<void>;
}

/** The dev server failed to start; the message ends with the last lines of its output. */
export class DevServerStartError extends Error {
  readonly code = 'DEV_SERVER_START';
  override readonly name = 'DevServerStartError';
}

const IP = '127.0.0.1';
/** Time limit of the start. It takes 0.2 s after an earlier run, 6 s from a cold disk, several times that on a busy machine. */
const START_TIMEOUT_MS = 60_000;
/** Attempts to start. Another process can take a free port before the server has it, but hardly several times in a row. */
const TRIES = 5;
const PORT_CLASH = /address already in use/i;

/**
 * Starts Temporal's development server as a process of its own, and waits until its namespace and search attributes
 * can be used.
 *
 * @throws {@link DevServerStartError} when it does not start; errors of `temporalCli` when there is no CLI
 */
export async function startDevServer(options: DevServerOptions = {}): Promise<DevServer> {
  const cli =
    options.cliPath ?? (await temporalCli(options.onProgress ? { onProgress: options.onProgress } : {}));
  if (options.dbFilename) await mkdir(dirname(resolve(options.dbFilename)), { recursive: true });
  for (let tries = 1; ; tries++) {
    try {
      return await startOnce(cli, options);
    } catch (error) {
      const clash = error instanceof DevServerStartError && PORT_CLASH.test(error.message);
      if (!clash || tries === TRIES) throw error;
    }
  }
}

interface Ports {
  readonly grpc: number;
  /** null: no web UI. */
  readonly ui: number | null;
  readonly http: number;
  readonly metrics: number;
}

async function startOnce(cli: string, options: DevServerOptions): Promise<DevServer> {
  const namespace = options.namespace ?? 'default';
  const ports = await choosePorts(options);
  const server = await startKept(cli, argumentsOf(options, namespace, ports), withoutTemporal(process.env));
  const address = `${IP}:${ports.grpc}`;
  // Namespace and search attributes are ready a moment after the port is open; until then a workflow would fail to start.
  const query = Object.keys(options.searchAttributes ?? {}).map((name) => `${name} is null`);
  const ready = await untilAnswers({
    address,
    question: async ({ workflowService }) => {
      await workflowService.describeNamespace({ namespace });
      await workflowService.countWorkflowExecutions({ namespace, query: query.join(' and ') });
    },
    timeoutMs: START_TIMEOUT_MS,
    hasExited: () => server.hasExited(),
  });
  if (!ready || server.hasExited()) throw await startError(server);
  return {
    address,
    uiUrl: ports.ui === null ? null : `http://${IP}:${ports.ui}`,
    namespace,
    pid: server.pid,
    stop: () => server.stop(),
    kill: () => server.kill(),
  };
}

async function choosePorts(options: DevServerOptions): Promise<Ports> {
  // Check the port first, because another server there could answer in the place of the one that fails to start.
  for (const port of [options.port, options.uiPort]) {
    if (port !== undefined && !(await isFree(port))) throw portInUse(port);
  }
  const [grpc, ui, http, metrics] = (await freePorts(4)) as [number, number, number, number];
  return {
    grpc: options.port ?? grpc,
    ui: options.headless ? null : (options.uiPort ?? ui),
    http,
    metrics,
  };
}

function argumentsOf(options: DevServerOptions, namespace: string, ports: Ports): string[] {
  const { searchAttributes = {}, dynamicConfig = {}, dbFilename } = options;
  return [
    ...['server', 'start-dev', '--ip', IP, '--namespace', namespace, '--log-level', 'error'],
    ...['--port', `${ports.grpc}`, '--http-port', `${ports.http}`, '--metrics-port', `${ports.metrics}`],
    ...(ports.ui === null ? ['--headless'] : ['--ui-port', `${ports.ui}`]),
    ...(dbFilename ? ['--db-filename', resolve(dbFilename)] : []),
    ...Object.entries(searchAttributes).flatMap(([name, type]) => ['--search-attribute', `${name}=${type}`]),
    ...Object.entries(dynamicConfig).flatMap(([key, value]) => [
      '--dynamic-config-value',
      `${key}=${JSON.stringify(value)}`,
    ]),
  ];
}

/** The environment without `TEMPORAL_*`: they configure clients of another server. */
function withoutTemporal(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('TEMPORAL_')));
}

function portInUse(port: number): DevServerStartError {
  return new DevServerStartError(
    `Port ${port} of ${IP}, meant for the Temporal dev server, is taken. End what listens there, or choose another port.`,
  );
}

async function startError(server: KeptProcess): Promise<DevServerStartError> {
  const what = server.hasExited()
    ? 'The Temporal dev server ended while it started'
    : `The Temporal dev server did not answer within ${START_TIMEOUT_MS / 1000} s`;
  await server.kill();
  return new DevServerStartError(`${what}. It said last:\n${server.output() || '(nothing)'}`);
}
