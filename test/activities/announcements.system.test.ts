import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { RequestStatus } from '../../src/contract/index.js';
import { aProduct } from '../support/products.js';
import { control } from '../support/sandbox-control.js';
import { account, startTestSystem, type TestSystem } from '../support/system.js';
import { until } from '../support/until.js';

jest.setTimeout(60_000);

let system: TestSystem;

beforeAll(async () => {
  system = await startTestSystem({
    pace: 'manual',
    accounts: (sandbox) => [
      account('2026-05', sandbox, { name: 'late', apiVersion: '0.9' }),
      account('2026-05', sandbox, { name: 'wrong', apiVersion: '9.9' }),
    ],
  });
});
afterAll(() => system.stop());

describe('a request with a version of the API that ends (guide 2026-05, versioning)', () => {
  it('shows the service’s warning in its status, once, and goes on', async () => {
    const handle = await system.start('phpid', { account: 'late', product: aProduct() });
    const status = (): Promise<RequestStatus> => handle.query<RequestStatus>('status');
    await until(async () => (await status()).polls >= 3);
    const { issues, taskId } = await status();
    expect(issues).toEqual([
      {
        severity: 'warning',
        code: 'informational',
        text: expect.stringContaining('will be retired 20271231'),
        expression: [],
      },
    ]);
    await control(system.sandbox).move('2026-05', taskId!, { status: 'completed' });
    expect(await handle.result()).toMatchObject({ edition: '2026-05' });
    expect((await status()).issues).toEqual(issues);
  });
});

describe('a request with a version of the API that the service does not speak', () => {
  it('waits for an operator, who reads at the pending activity what to change', async () => {
    const handle = await system.start('phpid', { account: 'wrong', product: aProduct('WRONG-1') });
    const failure = async (): Promise<string> => {
      const { raw } = await handle.describe();
      return raw.pendingActivities?.[0]?.lastFailure?.message ?? '';
    };
    await until(async () => (await failure()).includes('406'));
    expect(await failure()).toContain('x-api-version 9.9');
    await handle.terminate();
  });
});
