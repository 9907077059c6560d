import { TestWorkflowEnvironment } from '@temporalio/testing';
import { timeSkippingServer } from '../../dev/temporal/index.js';

/**
 * A test environment on a time-skipping server of its own, found or fetched as `dev/temporal` does. The caller tears it
 * down. The server has no search attributes, and its continue-as-new is not atomic: such tests belong on the dev server.
 */
export async function timeSkippingEnvironment(): Promise<TestWorkflowEnvironment> {
  const path = await timeSkippingServer();
  return await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path } },
  });
}
