import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { eventfulRun, brokenWorkflow } from './support/eventful-run.js';
import { ObservedWorker } from './support/observed-worker.js';

jest.setTimeout(240_000);
let worker: ObservedWorker;
beforeAll(async () => {
  worker = await ObservedWorker.start();
});
afterAll(() => worker?.stop());
describe('x', () => {
  it('y', async () => {
    try {
      await brokenWorkflow(worker);
      await eventfulRun(worker);
    } finally {
      console.log(worker.process.stderr());
      writeFileSync('/tmp/metrics.txt', await worker.text());
      console.log(await worker.health('ready'));
    }
    expect(1).toBe(1);
  });
});
