import { fileURLToPath } from 'node:url';
import { startKept, type KeptProcess } from '../temporal/kept-process.js';
import { untilAnswers } from '../temporal/readiness.js';
import type { DatabaseAccess } from './postgres.js';

/** The folder of server.yaml, which docker-compose.yml uses, too. */
const CONFIG_FOLDER = fileURLToPath(new URL('../../deploy/temporal', import.meta.url));
/** Time limit of the start. Services find each other through the database; after a kill they wait until old entries expire. */
const START_TIMEOUT_MS = 120_000;

/** The variables of server.yaml that are ports. */
const PORTS = [
  'FRONTEND_PORT',
  'FRONTEND_MEMBERSHIP_PORT',
  'HISTORY_PORT',
  'HISTORY_MEMBERSHIP_PORT',
  'MATCHING_PORT',
  'MATCHING_MEMBERSHIP_PORT',
  'WORKER_PORT',
  'WORKER_MEMBERSHIP_PORT',
] as const;

/** Number of ports that a server needs. */
export const SERVER_PORTS = PORTS.length;

/** Options of a server's start. */
export interface ServerOptions {
  /** Path of the program. */
  program: string;
  database: DatabaseAccess;
  /** {@link SERVER_PORTS} of them below 32768, the frontend's first. */
  ports: readonly number[];
  dynamicConfigFile: string;
}

/** Starts a Temporal server on its database, and waits until it answers. It never outlives this process. */
export async function startServer(options: ServerOptions): Promise<KeptProcess> {
  const { program, ports } = options;
  const args = ['--config', CONFIG_FOLDER, '--root', '/', '--env', 'server', '--allow-no-auth', 'start'];
  const server = await startKept(program, args, environmentOf(options));
  const ready = await untilAnswers({
    address: `127.0.0.1:${ports[0]}`,
    question: async ({ workflowService, healthService }) => {
      await healthService.check({ service: 'temporal.api.workflowservice.v1.WorkflowService' });
      await workflowService.listNamespaces({});
    },
    timeoutMs: START_TIMEOUT_MS,
    hasExited: () => server.hasExited(),
  });
  if (ready && !server.hasExited()) return server;
  await server.kill();
  throw new Error(`the Temporal server does not start. It said last:\n${server.output() || '(nothing)'}`);
}

function environmentOf({ database, ports, dynamicConfigFile }: ServerOptions): NodeJS.ProcessEnv {
  const numbers = PORTS.map((name, index) => [name, `${ports[index]}`] as const);
  return {
    PATH: process.env.PATH,
    SERVER_LOG_LEVEL: process.env.SERVER_LOG_LEVEL,
    POSTGRES_HOST: database.host,
    POSTGRES_PORT: `${database.port}`,
    POSTGRES_USER: database.user,
    POSTGRES_PASSWORD: database.password,
    DYNAMIC_CONFIG_FILE: dynamicConfigFile,
    ...Object.fromEntries(numbers),
  };
}
