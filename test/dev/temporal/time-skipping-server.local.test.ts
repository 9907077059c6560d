import { afterAll, beforeAll, describe, it, expect } from '@jest/globals';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { timeSkippingEnvironment } from '../../support/time-skipping.js';

describe('the time-skipping server', () => {
  let environment: TestWorkflowEnvironment;

  beforeAll(async () => {
    environment = await timeSkippingEnvironment();
  }, 120_000);

  afterAll(async () => {
    await environment?.teardown();
  });

  it('lets a month pass at once', async () => {
    const before = await environment.currentTimeMs();
    const started = Date.now();
    await environment.sleep('30 days');
    expect(await environment.currentTimeMs()).toBeGreaterThanOrEqual(before + 30 * 24 * 3600_000);
    expect(Date.now() - started).toBeLessThan(10_000);
  });
});
