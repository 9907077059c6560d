import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * Runs workflow code that uses cancellation scopes, without a worker: a worker puts this class into the workflow's globals,
 * where the SDK looks for it when it is loaded. Import this file first.
 */
Object.assign(globalThis, { AsyncLocalStorage });

const { CancellationScope, RootCancellationScope } =
  await import('@temporalio/workflow/lib/cancellation-scope.js');

export { CancellationScope };

/** Runs code in a root scope of its own, as a workflow's main function runs. */
export function inWorkflow<T>(work: (root: { cancel(): void }) => Promise<T>): Promise<T> {
  const root = new RootCancellationScope();
  return root.run(() => work(root));
}
