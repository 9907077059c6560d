import { describe, expect, it } from '@jest/globals';
import { CancelledFailure } from '@temporalio/common';
import { CancellationScope, inWorkflow } from './support/workflow-scope.js';

const { raceCancellation, runUntilCancelled } = await import('../../src/workflows/scopes.js');

/** A request that can be cancelled, like the workflow's state. */
class Request {
  isBeingCancelled = false;
  onCancel: (() => void) | null = null;

  cancel(): void {
    this.isBeingCancelled = true;
    this.onCancel?.();
  }
}

/** Waits, as for an activity, until the scope is cancelled. */
const untilCancelled = (): Promise<never> => CancellationScope.current().cancelRequested;

/** Waits until the scope is cancelled, and records it. */
function noting(notes: string[], name: string): () => Promise<never> {
  return () =>
    untilCancelled().finally(() => {
      notes.push(`${name} ended`);
    });
}

describe('work that a cancellation ends', () => {
  it('answers with its result', async () => {
    await expect(
      inWorkflow(() => runUntilCancelled(new Request(), () => Promise.resolve('done'))),
    ).resolves.toBe('done');
  });

  it('is cancelled when the request is', async () => {
    const request = new Request();
    const ending = inWorkflow(() => runUntilCancelled(request, untilCancelled));
    request.cancel();
    await expect(ending).rejects.toBeInstanceOf(CancelledFailure);
  });

  it('begins cancelled where the request was cancelled before', async () => {
    const request = new Request();
    request.cancel();
    await expect(inWorkflow(() => runUntilCancelled(request, untilCancelled))).rejects.toBeInstanceOf(
      CancelledFailure,
    );
  });

  it.each([
    ['a result', () => Promise.resolve()],
    ['a failure', () => Promise.reject(new Error('failed'))],
  ])('is not told of cancellations after %s, and its scope keeps no inputs', async (_, work) => {
    const request = new Request();
    let scope = CancellationScope.prototype;
    await inWorkflow(() =>
      runUntilCancelled(request, () => {
        scope = CancellationScope.current();
        return work();
      }),
    ).catch(() => undefined);
    expect(request.onCancel).toBeNull();
    expect(scope.consideredCancelled).toBe(true);
  });
});

describe('work beside a cancellation', () => {
  it('decides alone without a cancellation', async () => {
    let cancelled = false;
    const cancelling = (): Promise<string> => {
      cancelled = true;
      return Promise.resolve('cancelled');
    };
    const result = await inWorkflow(() =>
      raceCancellation(new Request(), () => Promise.resolve('completed'), cancelling),
    );
    expect([result, cancelled]).toEqual(['completed', false]);
  });

  it('goes on while the cancellation is carried out, which ends it when it is decided', async () => {
    const request = new Request();
    const notes: string[] = [];
    const ending = inWorkflow(() =>
      raceCancellation(request, noting(notes, 'work'), () => {
        notes.push('cancelling');
        return Promise.resolve('cancelled');
      }),
    );
    request.cancel();
    await expect(ending).resolves.toBe('cancelled');
    expect(notes).toEqual(['cancelling', 'work ended']);
  });

  it('ends the cancellation where it is the first to end', async () => {
    const request = new Request();
    const notes: string[] = [];
    let complete = (_: string): void => undefined;
    const work = new Promise<string>((resolve) => (complete = resolve));
    const ending = inWorkflow(() => raceCancellation(request, () => work, noting(notes, 'cancelling')));
    request.cancel();
    complete('completed');
    await expect(ending).resolves.toBe('completed');
    expect(notes).toEqual(['cancelling ended']);
  });

  it('starts the cancellation once', async () => {
    const request = new Request();
    let started = 0;
    const ending = inWorkflow(() =>
      raceCancellation(request, untilCancelled, async () => {
        started += 1;
        await Promise.resolve();
        return 'cancelled';
      }),
    );
    request.cancel();
    request.cancel();
    await expect(ending).resolves.toBe('cancelled');
    expect(started).toBe(1);
  });

  it('starts the cancellation at once where the request was cancelled before', async () => {
    const request = new Request();
    request.cancel();
    const ending = inWorkflow(() =>
      raceCancellation(request, untilCancelled, () => Promise.resolve('cancelled')),
    );
    await expect(ending).resolves.toBe('cancelled');
  });

  it('fails with the first failure, and cancels the other branch', async () => {
    const request = new Request();
    const notes: string[] = [];
    const ending = inWorkflow(() =>
      raceCancellation(request, noting(notes, 'work'), () => Promise.reject(new Error('refused'))),
    );
    request.cancel();
    await expect(ending).rejects.toThrow('refused');
    expect(notes).toEqual(['work ended']);
  });
});
