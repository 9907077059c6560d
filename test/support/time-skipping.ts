import { TestWorkflowEnvironment } from '@temporalio/testing';
import { SEARCH_ATTRIBUTES } from '../../src/contract/index.js';
import { timeSkippingServer } from '../../dev/temporal/index.js';

/**
 * A test environment on a time-skipping server of its own, found or fetched as `dev/temporal` does, with the search
 * attributes of the contract: it refuses workflow tasks that set others, and cannot list them. Its continue-as-new is
 * not atomic: such tests belong on the dev server. The caller tears it down.
 */
export async function timeSkippingEnvironment(): Promise<TestWorkflowEnvironment> {
  const env = await started(await timeSkippingServer());
  const keyword = 2;
  await env.connection.operatorService.addSearchAttributes({
    namespace: env.namespace ?? 'default',
    searchAttributes: Object.fromEntries(SEARCH_ATTRIBUTES.map((name) => [name, keyword])),
  });
  return env;
}

/** Attempts to start. The SDK allows the server, a JVM, five seconds; on a busy machine one start in a hundred takes longer. */
async function started(path: string, startsLeft = 4): Promise<TestWorkflowEnvironment> {
  try {
    return await TestWorkflowEnvironment.createTimeSkipping({
      server: { executable: { type: 'existing-path', path } },
    });
  } catch (error) {
    if (startsLeft === 0 || !String(error).includes('did not start within')) throw error;
    return await started(path, startsLeft - 1);
  }
}
