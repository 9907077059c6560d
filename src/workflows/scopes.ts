import { CancellationScope, condition } from '@temporalio/workflow';

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

/** Runs work in a scope that is cancelled as soon as `holds` does; what comes of the work is the caller's business. */
export async function cancelledWhen<T>(holds: () => boolean, work: () => Promise<T>): Promise<T> {
  const scope = new CancellationScope();
  return await scope.run(async () => {
    condition(holds).then(
      () => scope.cancel(),
      // The work has ended before.
      () => undefined,
    );
    try {
      return await work();
    } finally {
      scope.cancel();
    }
  });
}
