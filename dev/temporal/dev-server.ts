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
  /** Leaves the web UI out: quicker to start. Default: false. */
  headless?: boolean;
  /** SQLite file that outlives the server; its folder is created. Default: in memory, gone with the server. */
  dbFilename?: string;
  /** Namespace to use; created. Default: `default`. */
  namespace?: string;
  /** Search attributes to register, by name. */
  searchAttributes?: Record<string, SearchAttributeTypeName>;
  /** Dynamic configuration, by key, such as `{'limit.historyCount.suggestContinueAsNew': 40}`. */
  dynamicConfig?: Record<string, string | number | boolean>;
  /** A Temporal CLI. Default: found or fetched by `temporalCli`. */
  cliPath?: string;
  /** Told what goes on while the CLI is fetched. Default: a line on stderr. */
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
  /** Ends it in order, and waits until it is gone. Safe to call again. */
  stop(): Promise<void>;
  /** Ends it with SIGKILL, for tests of what clients make of that. */
  kill(): Promise<void>;
}

/** The dev server failed to start; the message ends with the last lines that it said. */
export class DevServerStartError extends Error {
  readonly code = 'DEV_SERVER_START';
  override readonly name = 'DevServerStartError';
}

const IP = '127.0.0.1';
/** A fifth of a second when the CLI was run before, six seconds from a cold disk, a few times that on a busy machine. */
const START_TIMEOUT_MS = 60_000;
/** Attempts to start. Another process can take a free port before the server has it, but hardly several times in a row. */
const TRIES = 5;
const PORT_CLASH = /address already in use/i;

/**
 * Starts Temporal's development server as a process of its own, and waits until its namespace and search attributes
 * can be used.
 *
 * @throws {@link DevServerStartError} when it does not come up; what `temporalCli` throws when there is no CLI
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
  // A namespace and search attributes take a moment after the port is open; a workflow started in it would fail.
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
  // Found out beforehand: whatever listens there could answer in the place of the server that is about to fail.
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
