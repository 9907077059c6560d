import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startSandbox, type Sandbox } from '../../sandbox/index.js';
import type { PhpidResult } from '../../src/contract/index.js';
import { run } from '../support/processes.js';
import { aProduct } from '../support/products.js';
import { sharedServer } from '../support/system.js';
import { until } from '../support/until.js';
import { certificates, startTlsFront, type Certificates, type TlsFront } from './support/tls-front.js';

jest.setTimeout(180_000);

const taskQueue = `idmp-${randomUUID()}`;
let folder: string;
let sandbox: Sandbox;
let keys: Certificates;
let front: TlsFront;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'idmp-tls-'));
  keys = certificates(folder);
  front = await startTlsFront(sharedServer(), keys);
  sandbox = await startSandbox({ pace: [{ status: 'completed', afterReads: 1 }] });
});
afterAll(async () => {
  front?.close();
  await sandbox?.close();
  rmSync(folder, { recursive: true, force: true });
});

const service = (): Record<string, string> => ({
  IDMP_FHIR_BASE_URL: sandbox.baseUrl('2026-05'),
  IDMP_EDITION: '2026-05',
  IDMP_SUBSCRIPTION_KEY: 'tls-key',
  IDMP_TASK_QUEUE: taskQueue,
  IDMP_FHIR_TASK_QUEUE: `${taskQueue}-fhir`,
});

const byVariables = (): Record<string, string> => ({
  ...service(),
  TEMPORAL_ADDRESS: front.address,
  TEMPORAL_TLS: 'true',
  TEMPORAL_TLS_SERVER_NAME: 'temporal.test',
  TEMPORAL_TLS_SERVER_CA_CERT_PATH: keys.ca,
  TEMPORAL_TLS_CLIENT_CERT_PATH: keys.client.cert,
  TEMPORAL_TLS_CLIENT_KEY_PATH: keys.client.key,
});

/** The same as a profile of Temporal's configuration file. */
function byProfile(): Record<string, string> {
  const file = join(folder, 'temporal.toml');
  writeFileSync(
    file,
    `[profile.tls]
address = "${front.address}"
namespace = "default"
[profile.tls.tls]
server_name = "temporal.test"
server_ca_cert_path = "${keys.ca}"
client_cert_path = "${keys.client.cert}"
client_key_path = "${keys.client.key}"
`,
  );
  return { ...service(), TEMPORAL_CONFIG_FILE: file, TEMPORAL_PROFILE: 'tls' };
}

describe('Temporal behind TLS that requires a certificate', () => {
  it('is reached by the worker through variables, by the command line through a profile, and a request goes to its end', async () => {
    const worker = run('src/worker.ts', [], byVariables());
    await until(() => Promise.resolve(worker.stderr().includes('worker started')), 'the start of a worker');
    const file = join(folder, 'product.json');
    writeFileSync(
      file,
      JSON.stringify({ product: aProduct('TLS-1'), polling: { initialSeconds: 0.2, maximumSeconds: 1 } }),
    );
    const before = front.connections();
    const request = run('src/starter.ts', ['request', file, '--wait'], byProfile());
    expect(await request.ended).toEqual({ code: 0, signal: null });
    expect((JSON.parse(request.stdout()) as PhpidResult).phpids).not.toHaveLength(0);
    expect(front.connections()).toBeGreaterThan(before);
    await worker.kill('SIGTERM');
  });

  it('is not reached without one: the command line says where, and ends with 5', async () => {
    const {
      TEMPORAL_TLS_CLIENT_CERT_PATH: _cert,
      TEMPORAL_TLS_CLIENT_KEY_PATH: _key,
      ...env
    } = byVariables();
    const before = front.connections();
    const command = run('src/starter.ts', ['status', 'phpid/default/TLS-1'], env);
    expect(await command.ended).toEqual({ code: 5, signal: null });
    expect(command.stderr()).toContain(front.address);
    expect(front.connections()).toBe(before);
  });
});
