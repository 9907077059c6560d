import { CancellationScope } from '@temporalio/workflow';

/** Runs branches side by side until the first one ends; the others are cancelled, and awaited, before this answers. */
export async function firstToEnd<T>(...branches: (() => Promise<T>)[]): Promise<T> {
  const scope = new CancellationScope();
  return await scope.run(async () => {
    const running = branches.map((branch) => branch());
    try {
      return await Promise.race(running);
    } finally {
      scope.cancel();
      await Promise.allSettled(running);
    }
  });
}

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
  }
}
