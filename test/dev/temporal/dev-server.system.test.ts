import { afterEach, describe, it, expect } from '@jest/globals';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { execa } from 'execa';
import {
  DevServerStartError,
  startDevServer,
  type DevServer,
  type DevServerOptions,
} from '../../../dev/temporal/index.js';
import { script } from './fakes.js';

const SERVING_PROCESS = fileURLToPath(new URL('./serving-process.ts', import.meta.url));
const LONG = 120_000;

const servers: DevServer[] = [];
async function start(options: DevServerOptions): Promise<DevServer> {
  const server = await startDevServer(options);
  servers.push(server);
  return server;
}
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

async function withClient<T>(server: DevServer, use: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address: server.address });
  try {
    return await use(new Client({ connection, namespace: server.namespace }));
  } finally {
    await connection.close();
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function untilGone(pid: number): Promise<void> {
  while (isAlive(pid)) await sleep(50);
}

describe('the dev server', () => {
  it(
    'answers in its namespace with its search attributes, shows its web UI, and is gone after stop',
    async () => {
      const server = await start({ namespace: 'elsewhere', searchAttributes: { IdmpKind: 'Keyword' } });
      const found = await withClient(server, async (client) => {
        await client.workflow.start('nobodyRunsIt', {
          workflowId: 'phpid/1',
          taskQueue: 'nobody',
          searchAttributes: { IdmpKind: ['phpid'] },
        });
        return await client.workflow.count("IdmpKind = 'gsid'");
      });
      expect(found.count).toBe(0);
      expect((await fetch(server.uiUrl ?? '')).status).toBe(200);

      await server.stop();
      expect(isAlive(server.pid)).toBe(false);
      await server.stop();
    },
    LONG,
  );

  it(
    'has no web UI when headless, and is gone after kill',
    async () => {
      const server = await start({ headless: true });
      expect(server.uiUrl).toBeNull();
      await server.kill();
      expect(isAlive(server.pid)).toBe(false);
    },
    LONG,
  );

  it(
    'takes dynamic configuration',
    async () => {
      const server = await start({ headless: true, dynamicConfig: { 'limit.maxIDLength': 40 } });
      const startWithId = (workflowId: string) =>
        withClient(server, (client) =>
          client.workflow.start('nobodyRunsIt', { workflowId, taskQueue: 'nobody' }),
        );
      await startWithId('x'.repeat(40));
      await expect(startWithId('x'.repeat(41))).rejects.toThrow();
    },
    LONG,
  );

  it(
    'keeps its data in dbFilename over a restart, and creates the folder',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'idmp-dev-server-'));
      const options: DevServerOptions = {
        headless: true,
        dbFilename: join(folder, 'not', 'yet', 'temporal.db'),
        searchAttributes: { IdmpKind: 'Keyword' },
      };
      const workflowId = 'phpid/survivor';
      const first = await start(options);
      await withClient(first, (client) =>
        client.workflow.start('nobodyRunsIt', { workflowId, taskQueue: 'nobody' }),
      );
      await first.stop();

      const second = await start(options);
      const status = await withClient(second, async (client) => {
        return (await client.workflow.getHandle(workflowId).describe()).status.name;
      });
      expect(status).toBe('RUNNING');
      await second.stop();
      await rm(folder, { recursive: true });
    },
    LONG,
  );
});

describe('a dev server whose parent', () => {
  it(
    'is killed with SIGKILL dies with it',
    async () => {
      const parent = execa(process.execPath, ['--import', 'tsx', SERVING_PROCESS, 'stay'], {
        env: { NODE_OPTIONS: '' },
        reject: false,
      });
      const [printed] = (await once(parent.stdout, 'data')) as [Buffer];
      const pid = Number(printed.toString());
      expect(isAlive(pid)).toBe(true);
      parent.kill('SIGKILL');
      await untilGone(pid);
    },
    LONG,
  );

  it(
    'just ends does not keep it from ending, and dies with it',
    async () => {
      const { stdout } = await execa(process.execPath, ['--import', 'tsx', SERVING_PROCESS, 'exit'], {
        env: { NODE_OPTIONS: '' },
      });
      await untilGone(Number(stdout));
    },
    LONG,
  );
});

describe('a dev server that cannot start', () => {
  it('says which port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((wake) => other.once('listening', wake));
    const { port } = other.address() as AddressInfo;
    await expect(start({ port, headless: true })).rejects.toThrow(`Port ${port} of 127.0.0.1`);
    other.close();
  });

  it('repeats what the server said last', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'idmp-dev-server-'));
    const cliPath = await script(join(folder, 'temporal'), 'echo "disk is full" >&2; exit 1');
    const error: unknown = await start({ cliPath }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DevServerStartError);
    expect((error as Error).message).toMatch(/ended while it started.*disk is full/s);
    await rm(folder, { recursive: true });
  });

  it('tries other ports when one of the free ones was taken meanwhile', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'idmp-dev-server-'));
    const tries = join(folder, 'tries');
    const cliPath = await script(
      join(folder, 'temporal'),
      `echo x >> ${tries}; echo "can't set UI port: bind: address already in use" >&2; exit 1`,
    );
    await expect(start({ cliPath })).rejects.toThrow('address already in use');
    const { stdout } = await execa('wc', ['-l', tries]);
    expect(stdout).toMatch(/^\s*5 /);
    await rm(folder, { recursive: true });
  });
});
