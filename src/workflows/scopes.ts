import { CancellationScope } from '@temporalio/workflow';

/** Somebody who tells when work is called off: told so, not watched for, as each promise of a workflow costs. */
export interface CallingOff {
  readonly isBeingCancelled: boolean;
  /** Called when that becomes true. */
  onCalledOff: (() => void) | null;
}

/** Runs work in a scope that is cancelled when it is called off; what comes of the work is the caller's business. */
export async function unlessCalledOff<T>(by: CallingOff, work: () => Promise<T>): Promise<T> {
  const scope = new CancellationScope();
  if (by.isBeingCancelled) scope.cancel();
  by.onCalledOff = () => scope.cancel();
  try {
    return await scope.run(work);
  } finally {
    by.onCalledOff = null;
    // Until a scope is cancelled, it keeps the inputs of all activities that were called in it.
    scope.cancel();
  }
}

/**
 * Runs work, and beside it what is to be done when it is called off; the first of them to end decides. The other one is
 * cancelled, and awaited, before this answers.
 */
export async function besideCallingOff<T>(
  by: CallingOff,
  work: () => Promise<T>,
  whenCalledOff: () => Promise<T>,
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
      by.onCalledOff = () => {
        by.onCalledOff = null;
        begin(whenCalledOff);
      };
      begin(work);
      if (by.isBeingCancelled) by.onCalledOff();
    });
  } finally {
    by.onCalledOff = null;
    scope.cancel();
    await Promise.allSettled(running);
  }
}
