import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startTemporal, type Part, type Places } from '../faults/support/parts.js';
import { fixedPorts } from '../../dev/temporal/ports.js';
import { run } from '../support/processes.js';
import { aProduct } from '../support/products.js';
import { control } from '../support/sandbox-control.js';
import { until } from '../support/until.js';
import { ObservedWorker, type HealthAnswer } from './support/observed-worker.js';

jest.setTimeout(240_000);

let places: Places;
let temporal: Part;
let worker: ObservedWorker;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'idmp-health-'));
  const [temporalPort] = (await fixedPorts(1)) as [number];
  places = { folder, temporalPort, sandboxPort: 0, dynamicConfig: {}, isSplit: false };
  worker = await ObservedWorker.start({}, { address: `127.0.0.1:${temporalPort}`, isAwaited: false });
});
afterAll(async () => {
  await worker?.stop();
  await temporal?.kill();
  await rm(places.folder, { recursive: true, force: true });
});

const READY: HealthAnswer = { status: 200, body: { status: 'ready' } };
const LIVE: HealthAnswer = { status: 200, body: { status: 'live' } };

function notReady(problem: string): object {
  return {
    status: 503,
    body: { status: 'not ready', problems: expect.arrayContaining([expect.stringMatching(problem)]) },
  };
}

async function untilReadyIs(status: number): Promise<HealthAnswer> {
  await until(async () => (await worker.health('ready')).status === status, `/ready to be ${status}`);
  return await worker.health('ready');
}

// The tests follow the life of one worker, in their order.
describe('the health of a worker process', () => {
  it('is live and not ready while Temporal is not there yet', async () => {
    expect(await untilReadyIs(503)).toEqual(notReady('Temporal has not answered yet'));
    expect(await worker.health('ready')).toEqual(notReady('the workers have not started yet'));
    expect(await worker.health('live')).toEqual(LIVE);
  });

  it('is ready once its workers run', async () => {
    temporal = await startTemporal(places);
    expect(await untilReadyIs(200)).toEqual(READY);
    expect(await worker.health('live')).toEqual(LIVE);
  });

  it('is live and not ready when Temporal has gone', async () => {
    await temporal.kill();
    expect(await untilReadyIs(503)).toEqual(notReady('Temporal has not answered for [0-9]+ s'));
    expect(await worker.health('live')).toEqual(LIVE);
  });

  it('counts the calls to Temporal that fail meanwhile', async () => {
    const lost = async (): Promise<number> =>
      (await worker.sum('temporal_request_failure_total', { status_code: 'UNAVAILABLE' })) +
      (await worker.sum('temporal_request_failure_total', { status_code: 'TRANSPORT_ERROR' }));
    await until(async () => (await lost()) > 0, 'calls that failed');
    await until(
      async () => (await worker.sum('temporal_long_request_failure_total')) > 0,
      'long polls that failed',
    );
  });

  it('is ready again when Temporal is back, without a restart', async () => {
    temporal = await startTemporal(places);
    expect(await untilReadyIs(200)).toEqual(READY);
  });

  it('is not ready as soon as it is asked to end, while a running call ends', async () => {
    const { sandbox, process } = worker;
    await control(sandbox).fault({ method: 'POST', path: '$validate', holdBeforeSeconds: 8, times: 1 });
    const handle = await worker.start('phpid', { product: aProduct('HEALTH-1') });
    await until(async () => (await control(sandbox).held()).length > 0, 'a running call');
    process.child.kill('SIGTERM');
    expect(await untilReadyIs(503)).toEqual(notReady('shutting down'));
    expect(await worker.health('live')).toEqual(LIVE);
    expect((await control(sandbox).held()).length).toBe(1);
    expect(await process.ended).toEqual({ code: 0, signal: null });
    await handle.terminate();
  });
});

describe('an address that is taken', () => {
  it.each(['IDMP_HEALTH_ADDRESS', 'IDMP_METRICS_ADDRESS'])(
    '%s ends the process with one line',
    async (name) => {
      const taken = createServer().listen(0, '127.0.0.1');
      await once(taken, 'listening');
      const address = `127.0.0.1:${(taken.address() as AddressInfo).port}`;
      const taking = run('src/worker.ts', [], {
        IDMP_FHIR_BASE_URL: 'http://127.0.0.1:1',
        IDMP_EDITION: '2026-05',
        [name]: address,
      });
      expect((await taking.ended).code).toBe(1);
      expect(taking.stderr().trim()).toMatch(
        new RegExp(`^${name}: cannot listen at ${address} \\(.*EADDRINUSE.*\\)$`),
      );
      taken.close();
    },
  );
});
