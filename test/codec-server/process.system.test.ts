import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { fixedPorts } from '../../dev/temporal/ports.js';
import { temporalCli } from '../../dev/temporal/index.js';
import { dataConverterOf } from '../../src/temporal/data-converter.js';
import { aKey, keysOf } from '../encryption/support/keys.js';
import { run, type TestProcess } from '../support/processes.js';
import { aProduct } from '../support/products.js';
import { sharedServer } from '../support/system.js';
import { until } from '../support/until.js';

jest.setTimeout(120_000);

const TOKEN = `token-${randomUUID()}`;
const KEYS = aKey('2026');
const workflowId = `codec-${randomUUID()}`;

let server: TestProcess;
let url: string;
let client: Client;

beforeAll(async () => {
  const connection = await Connection.connect({ address: sharedServer() });
  client = new Client({ connection, dataConverter: dataConverterOf(keysOf(KEYS)) });
  // No worker takes it; the started workflow is only read.
  const options = { taskQueue: workflowId, workflowId, args: [{ product: aProduct() }] };
  await client.workflow.start('requestPhpid', options);
  const [port] = (await fixedPorts(1)) as [number];
  server = run('src/starter.ts', ['codec-server'], {
    IDMP_ENCRYPTION_KEYS: KEYS,
    IDMP_CODEC_TOKEN: TOKEN,
    IDMP_CODEC_UI_ORIGIN: 'http://localhost:8233',
    IDMP_CODEC_ADDRESS: `127.0.0.1:${port}`,
  });
  const address = (): string | undefined => /codec server at (\S+)/.exec(server.stderr())?.[1];
  await until(() => Promise.resolve(address() !== undefined), 'the start of the codec server');
  url = address()!;
});
afterAll(async () => {
  await client?.workflow.getHandle(workflowId).terminate();
  await client?.connection.close();
  await server?.kill('SIGKILL');
});

/** Reads the contents of the workflow's payloads by Temporal's own command line. */
async function shown(...args: string[]): Promise<string> {
  const show = ['workflow', 'show', '--workflow-id', workflowId, '--output', 'jsonl'];
  const command = [...show, '--address', sharedServer(), ...args];
  const { stdout } = await promisify(execFile)(await temporalCli(), command);
  const contents = [...stdout.matchAll(/"data":\s*"([^"]+)"/g)].map(([, data]) => data!);
  return contents.map((data) => Buffer.from(data, 'base64').toString()).join('\n');
}

describe('idmp codec-server', () => {
  it('shows payloads to Temporal’s command line', async () => {
    expect(await shown()).not.toContain('Testolin');
    const text = await shown('--codec-endpoint', url, '--codec-auth', `Bearer ${TOKEN}`);
    expect(text).toContain('Testolin TEST-1');
  });

  it('refuses a caller with another token', async () => {
    const answered = shown('--codec-endpoint', url, '--codec-auth', 'Bearer guessed');
    await expect(answered).rejects.toThrow();
  });

  it('ends in order, and has said nothing of token, keys and contents', async () => {
    await server.kill('SIGTERM');
    expect(await server.ended).toEqual({ code: 0, signal: null });
    expect(server.stdout()).toBe('');
    for (const secret of [TOKEN, KEYS.split(':')[1]!, 'Testolin']) {
      expect(server.stderr()).not.toContain(secret);
    }
  });

  it('does not start without keys, a token and the web UI’s origin', async () => {
    const ended = run('src/starter.ts', ['codec-server'], {});
    expect((await ended.ended).code).toBe(2);
    for (const name of ['IDMP_ENCRYPTION_KEYS', 'IDMP_CODEC_TOKEN', 'IDMP_CODEC_UI_ORIGIN']) {
      expect(ended.stderr()).toContain(name);
    }
  });
});
