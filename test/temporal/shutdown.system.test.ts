import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ObservedWorker } from '../observability/support/observed-worker.js';
import { aProduct } from '../support/products.js';
import { control } from '../support/sandbox-control.js';
import { until } from '../support/until.js';

jest.setTimeout(120_000);

let worker: ObservedWorker;

beforeAll(async () => {
  worker = await ObservedWorker.start({ IDMP_SHUTDOWN_SECONDS: '4' });
});
afterAll(() => worker?.stop());

describe('a worker that is asked to end while the service keeps a submission hanging', () => {
  it('ends at its deadline all the same, and says that something was left', async () => {
    const { sandbox, process } = worker;
    await control(sandbox).fault(
      { method: 'POST', path: '$validate', delaySeconds: 0, times: 1 },
      { method: 'POST', path: '/Task', holdBeforeSeconds: 60, times: 1 },
    );
    const handle = await worker.start('phpid', { product: aProduct('SHUTDOWN-1') });
    await until(async () => (await control(sandbox).held()).length > 0, 'a submission that hangs');
    process.child.kill('SIGTERM');
    expect(await process.ended).toEqual({ code: 1, signal: null });
    // The process's end closed the connection of the call, which would otherwise continue.
    expect(await control(sandbox).held()).toHaveLength(0);
    const { pendingActivities = [] } = (await handle.describe()).raw;
    expect(pendingActivities?.map(({ activityType }) => activityType?.name)).toEqual(['submitTask']);
    expect(process.stderr()).toContain('the shutdown took too long');
    expect(process.stderr()).not.toMatch(/^\s+at /m);
    await handle.terminate();
  });
});
