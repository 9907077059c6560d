import { CancellationScope } from '@temporalio/workflow';

/** An object that calls back when it is cancelled. A workflow does not wait for it, because each waiting promise costs memory. */
export interface CancellationSource {
  readonly isBeingCancelled: boolean;
  /** Called when `isBeingCancelled` becomes true. */
  onCancel: (() => void) | null;
}

/** Runs work in a scope that the source's cancellation cancels. The caller handles the result or error of the work. */
export async function runUntilCancelled<T>(source: CancellationSource, work: () => Promise<T>): Promise<T> {
  const scope = new CancellationScope();
  if (source.isBeingCancelled) scope.cancel();
  source.onCancel = () => scope.cancel();
  try {
    return await scope.run(work);
  } finally {
    source.onCancel = null;
    // An open scope keeps the inputs of all activities called in it.
    scope.cancel();
  }
}

/**
 * Runs work and, when the source is cancelled, the cancellation beside it. Returns the end of the first that ends; the other
 * one is cancelled and awaited before.
 */
export async function raceCancellation<T>(
  source: CancellationSource,
  work: () => Promise<T>,
  cancellation: () => Promise<T>,
): Promise<T> {
  const scope = new CancellationScope();
  const running: Promise<T>[] = [];
  try {
    return await new Promise<T>((resolve, reject) => {
      const begin = (branch: () => Promise<T>): void => {
        const ran = scope.run(branch);
        running.push(ran);
        ran.then(resolve, reject);
      };
      source.onCancel = () => {
        source.onCancel = null;
        begin(cancellation);
      };
      begin(work);
      if (source.isBeingCancelled) source.onCancel();
    });
  } finally {
    source.onCancel = null;
    scope.cancel();
    await Promise.allSettled(running);
  }
}
