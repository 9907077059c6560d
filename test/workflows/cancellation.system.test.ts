import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { CancellationStrategy, RequestStatus } from '../../src/contract/index.js';
import { control } from '../support/sandbox-control.js';
import { startTestSystem, type TestSystem } from '../support/system.js';
import { until } from '../support/until.js';
import { Cancelling, CELLS, WAYS, type Cell } from './support/cancelling.js';

jest.setTimeout(120_000);

let system: TestSystem;
const edition = '2025-01' as const;
const ALL = { delete: true, update: true, abort: true };
const NONE = { delete: false, update: false, abort: false };

beforeAll(async () => {
  system = await startTestSystem({ pace: 'manual' });
});
afterAll(() => system?.stop());
beforeEach(async () => {
  await control(system.sandbox).abilities(ALL);
  await control(system.sandbox).abortPace([{ status: 'completed' }]);
  await control(system.sandbox).clearFaults();
});

const named = (cell: Cell): string => `by ${cell.way}, strategy ${cell.strategy}`;

/** State of a Task at the service after its cancellation was accepted. */
const CANCELLED_TASK: Record<CancellationStrategy, object> = {
  delete: { deleted: true },
  update: { deleted: false, status: 'cancelled' },
  task: { deleted: false, status: 'cancelled' },
  none: { deleted: false, status: 'requested' },
};

/** Returns the expected outcome: `none` leaves the Task unchanged and says so. */
const decided = ({ strategy }: Cell): string => (strategy === 'none' ? 'unsupported' : 'accepted');

async function waiting(cell: Cell, input?: Parameters<typeof Cancelling.start>[3]): Promise<Cancelling> {
  const request = await Cancelling.start(cell, system, edition, input);
  await until(async () => (await request.status()).stage === 'waiting', 'a waiting request');
  return request;
}

/** Brings one request of each cell to the same place at the same time, so that all cells take the time of one. */
function eachCell(
  prepare: () => Promise<void>,
  start: (cell: Cell) => Promise<Cancelling>,
): (cell: Cell) => Promise<Cancelling> {
  let running: Map<Cell, Promise<Cancelling>> | undefined;
  return async (cell) => {
    if (running === undefined) {
      await prepare();
      running = new Map(CELLS.map((each) => [each, start(each)]));
      await Promise.allSettled(running.values());
    }
    return await running.get(cell)!;
  };
}

describe('cancelled while it is built', () => {
  const request = eachCell(
    () => Promise.resolve(),
    async (cell) => {
      const started = await Cancelling.start(cell, system, edition, { startDelay: '1 second' });
      await started.cancel();
      return started;
    },
  );

  it.each(CELLS.map((cell) => [named(cell), cell] as const))(
    '%s: ends as Canceled, and nothing was sent',
    async (_, cell) => {
      const cancelled = await request(cell);
      expect(await cancelled.end()).toBe('Canceled');
      expect(await cancelled.status()).toMatchObject({
        stage: 'cancelled',
        taskId: null,
        cancellation: { outcome: 'accepted' },
      });
      expect(await cancelled.tasks()).toEqual([]);
    },
  );
});

describe('cancelled while the service validates', () => {
  const request = eachCell(
    () =>
      control(system.sandbox).fault({ method: 'POST', path: '$validate', status: 503, times: CELLS.length }),
    async (cell) => {
      const started = await Cancelling.start(cell, system, edition);
      await until(async () => (await started.status()).stage === 'validating');
      await started.cancel();
      return started;
    },
  );

  it.each(CELLS.map((cell) => [named(cell), cell] as const))(
    '%s: ends as Canceled, and nothing was submitted',
    async (_, cell) => {
      const cancelled = await request(cell);
      expect(await cancelled.end()).toBe('Canceled');
      expect(await cancelled.outcome()).toBe('accepted');
      expect(await cancelled.tasks()).toEqual([]);
    },
  );
});

/** One request of each cell on its way to the submission, which meets the faults. */
function eachSubmitted(
  faults: object[],
  arrived: (started: Cancelling) => Promise<void>,
): (cell: Cell) => Promise<Cancelling> {
  let validating = 0;
  return eachCell(
    () =>
      control(system.sandbox).fault({
        method: 'POST',
        path: '$validate',
        delaySeconds: 3,
        times: CELLS.length,
      }),
    async (cell) => {
      const started = await Cancelling.start(cell, system, edition);
      await held(CELLS.length);
      // All are held at their validation: requests from now on meet their submissions alone.
      validating += 1;
      if (validating === 1) await control(system.sandbox).fault(...faults);
      await arrived(started);
      await started.cancel();
      return started;
    },
  );
}

async function held(count: number): Promise<void> {
  await until(async () => (await control(system.sandbox).held()).length >= count, `${count} held calls`);
}

const itStands = (started: Cancelling): Promise<void> =>
  until(async () => (await started.tasks()).length > 0, 'a Task at the service');

const itIsSubmitted = (started: Cancelling): Promise<void> =>
  until(async () => (await started.status()).stage === 'submitting', 'a submission');

describe('cancelled while it is submitted, and the answer is still to come', () => {
  const request = eachSubmitted(
    [{ method: 'POST', path: '/Task', delaySeconds: 2, times: CELLS.length }],
    itStands,
  );

  it.each(CELLS.map((cell) => [named(cell), cell] as const))(
    '%s: waits for the answer, and calls the Task off',
    async (_, cell) => {
      const cancelled = await request(cell);
      expect(await cancelled.end()).toBe('Canceled');
      expect(await cancelled.outcome()).toBe(decided(cell));
      expect(await cancelled.tasks()).toEqual([expect.objectContaining(CANCELLED_TASK[cell.strategy])]);
    },
  );
});

describe('cancelled while it is submitted, and the answer was lost', () => {
  const request = eachSubmitted(
    [
      { method: 'POST', path: '/Task', dropAfter: true, times: CELLS.length },
      { method: 'GET', path: '/Task?', status: 503, times: 3 * CELLS.length },
    ],
    itStands,
  );

  it.each(CELLS.map((cell) => [named(cell), cell] as const))(
    '%s: waits until the Task is found, and calls it off',
    async (_, cell) => {
      const cancelled = await request(cell);
      expect(await cancelled.end()).toBe('Canceled');
      expect(await cancelled.status()).toMatchObject({
        taskId: expect.any(String),
        cancellation: { outcome: decided(cell) },
      });
      expect(await cancelled.tasks()).toEqual([expect.objectContaining(CANCELLED_TASK[cell.strategy])]);
    },
  );
});

describe('cancelled while it is submitted, and the service takes nothing in', () => {
  const request = eachSubmitted([{ method: 'POST', path: '/Task', status: 503, times: 1000 }], itIsSubmitted);

  it.each(CELLS.map((cell) => [named(cell), cell] as const))(
    '%s: ends as Canceled when it is known that no Task stands',
    async (_, cell) => {
      const cancelled = await request(cell);
      expect(await cancelled.end()).toBe('Canceled');
      expect(await cancelled.status()).toMatchObject({ taskId: null, cancellation: { outcome: 'accepted' } });
      expect(await cancelled.tasks()).toEqual([]);
    },
  );
});

describe('cancelled while it waits', () => {
  it.each(CELLS.map((cell) => [named(cell), cell] as const))(
    '%s: ends as Canceled, and the Task is cancelled',
    async (_, cell) => {
      const cancelled = await waiting(cell);
      await cancelled.cancel();
      expect(await cancelled.end()).toBe('Canceled');
      const status = await cancelled.status();
      expect(status).toMatchObject({
        stage: 'cancelled',
        cancellation: { outcome: decided(cell), requestedAt: expect.any(String) },
      });
      expect(status.cancellation?.reason).toBe(cell.way === 'signal' ? 'ordered by mistake' : null);
      expect(await cancelled.tasks()).toEqual([expect.objectContaining(CANCELLED_TASK[cell.strategy])]);
      const { searchAttributes } = await cancelled.handle.describe();
      expect(searchAttributes).toMatchObject({ IdmpStage: ['cancelled'] });
      if (cell.strategy === 'none') {
        expect(status.issues).toEqual([
          expect.objectContaining({ severity: 'warning', text: expect.stringContaining('still exists') }),
        ]);
      }
    },
  );
});

describe('cancelled while a poll is tried again and again', () => {
  const cells = CELLS;
  it.each(cells.map((cell) => [named(cell), cell] as const))(
    '%s: is cancelled all the same',
    async (_, cell) => {
      const cancelled = await waiting(cell);
      const { taskId } = await cancelled.status();
      await control(system.sandbox).fault({ method: 'GET', path: `Task/${taskId}`, status: 503, times: 3 });
      await cancelled.handle.signal('pollNow');
      await until(async () => (await control(system.sandbox).requests())[`GET ${edition}/Task/:id`]! > 0);
      await cancelled.cancel();
      expect(await cancelled.end()).toBe('Canceled');
      expect(await cancelled.outcome()).toBe(decided(cell));
    },
  );
});

describe('cancelled when people have completed the Task already', () => {
  it.each(CELLS.map((cell) => [named(cell), cell] as const))(
    '%s: the result wins, unless the service is not asked',
    async (_, cell) => {
      const cancelled = await waiting(cell);
      await cancelled.move((await cancelled.status()).taskId!, 'completed');
      await cancelled.cancel();
      const isAsked = cell.strategy !== 'none';
      expect(await cancelled.end()).toBe(isAsked ? 'PhPID' : 'Canceled');
      expect(await cancelled.outcome()).toBe(isAsked ? 'refused' : 'unsupported');
    },
  );
});

describe('cancelled while the result is fetched', () => {
  it.each(CELLS.map((cell) => [named(cell), cell] as const))('%s: the result wins', async (_, cell) => {
    const cancelled = await waiting(cell);
    await cancelled.move((await cancelled.status()).taskId!, 'completed');
    await control(system.sandbox).fault({ method: 'GET', path: 'AdministrableProduct', delaySeconds: 2 });
    await cancelled.handle.signal('pollNow');
    await until(async () => (await cancelled.status()).stage === 'fetching');
    await cancelled.cancel();
    expect(await cancelled.end()).toBe('PhPID');
    expect(await cancelled.status()).toMatchObject({
      stage: 'completed',
      cancellation: { outcome: 'refused' },
    });
  });
});

describe('cancelled at a service that cannot', () => {
  it.each(CELLS.map((cell) => [named(cell), cell] as const))(
    '%s: ends as Canceled, and says that the Task still stands there',
    async (_, cell) => {
      await control(system.sandbox).abilities(NONE);
      const cancelled = await waiting(cell);
      await cancelled.cancel();
      expect(await cancelled.end()).toBe('Canceled');
      const { cancellation, issues } = await cancelled.status();
      expect(cancellation?.outcome).toBe('unsupported');
      expect(issues[0]?.text).toContain('still exists');
      expect(await cancelled.tasks()).toEqual([
        expect.objectContaining({ deleted: false, status: 'requested' }),
      ]);
    },
  );

  it.each(CELLS.filter(({ strategy }) => strategy !== 'none').map((cell) => [named(cell), cell] as const))(
    '%s, and has completed the Task already: the result wins',
    async (_, cell) => {
      await control(system.sandbox).abilities(NONE);
      const cancelled = await waiting(cell);
      await cancelled.move((await cancelled.status()).taskId!, 'completed');
      await cancelled.cancel();
      expect(await cancelled.end()).toBe('PhPID');
      expect(await cancelled.outcome()).toBe('refused');
    },
  );
});

describe.each(WAYS)('a cancellation by %s that people decide on', (way) => {
  const cell: Cell = { way, strategy: 'task' };
  const often = { initialSeconds: 0.5, factor: 1, maximumSeconds: 0.5, deadlineSeconds: 600 };

  async function undecided(): Promise<{ cancelled: Cancelling; abortTaskId: string }> {
    await control(system.sandbox).abortPace('manual');
    const cancelled = await waiting(cell, { polling: often });
    await cancelled.cancel();
    await until(
      async () => (await cancelled.abortTasks()).length > 0,
      'a Task that asks for the cancellation',
    );
    expect(await cancelled.status()).toMatchObject({
      stage: 'cancelling',
      cancellation: { outcome: 'pending' },
    });
    return { cancelled, abortTaskId: (await cancelled.abortTasks())[0]!.id };
  }

  /** Whether a request continues in a new run, as it does after a refusal: a run accepts one cancellation from Temporal. */
  async function nextRun({ handle }: Cancelling): Promise<boolean> {
    const { raw } = await handle.describe();
    const { firstRunId, execution } = raw.workflowExecutionInfo!;
    return way === 'signal' || firstRunId !== execution?.runId;
  }

  it('ends as Canceled when they grant it', async () => {
    const { cancelled, abortTaskId } = await undecided();
    await cancelled.move(abortTaskId, 'completed');
    expect(await cancelled.end()).toBe('Canceled');
    expect(await cancelled.outcome()).toBe('accepted');
  });

  it('goes on when they refuse it, says why, and delivers the result', async () => {
    const { cancelled, abortTaskId } = await undecided();
    await cancelled.move(abortTaskId, 'rejected', 'the validation is nearly done');
    await until(async () => (await cancelled.outcome()) === 'refused', 'the refusal');
    const { stage, issues } = await cancelled.status();
    expect(stage).toBe('waiting');
    expect(issues).toEqual([
      expect.objectContaining({ severity: 'warning', text: 'the validation is nearly done' }),
    ]);
    await cancelled.move((await cancelled.tasks())[0]!.id, 'completed');
    expect(await cancelled.end()).toBe('PhPID');
    expect(await cancelled.outcome()).toBe('refused');
  });

  it('can be requested again after a refusal, with a Task of its own', async () => {
    const { cancelled, abortTaskId } = await undecided();
    await cancelled.move(abortTaskId, 'rejected', 'not now');
    await until(
      async () => (await cancelled.outcome()) === 'refused' && (await nextRun(cancelled)),
      'the refusal',
    );
    await control(system.sandbox).abortPace([{ status: 'completed' }]);
    await cancelled.cancel('now, please');
    expect(await cancelled.end()).toBe('Canceled');
    expect(await cancelled.abortTasks()).toHaveLength(2);
  });

  it('is requested once from the service, however often and in whatever way callers request it', async () => {
    const { cancelled, abortTaskId } = await undecided();
    await cancelled.cancel('again').catch(() => undefined);
    await cancelled.handle.signal('cancel', { reason: 'and again' });
    await cancelled.handle.cancel().catch(() => undefined);
    await cancelled.handle.signal('pollNow');
    expect(await cancelled.status()).toMatchObject({
      cancellation: { outcome: 'pending', reason: way === 'signal' ? 'ordered by mistake' : null },
    });
    await cancelled.move(abortTaskId, 'completed');
    expect(await cancelled.end()).toBe('Canceled');
    expect(await cancelled.abortTasks()).toHaveLength(1);
  });

  it('loses to people who complete the Task first', async () => {
    const { cancelled } = await undecided();
    await cancelled.move((await cancelled.tasks())[0]!.id, 'completed');
    expect(await cancelled.end()).toBe('PhPID');
    expect(await cancelled.outcome()).toBe('refused');
  });

  it('loses to people who reject the Task first', async () => {
    const { cancelled } = await undecided();
    await cancelled.move((await cancelled.tasks())[0]!.id, 'rejected', 'data are missing');
    expect(await cancelled.end()).toContain('data are missing');
    expect(await cancelled.status()).toMatchObject({
      stage: 'rejected',
      cancellation: { outcome: 'refused' },
    });
  });
});

describe.each(
  CELLS.filter(({ strategy }) => strategy !== 'none').map((cell) => [named(cell), cell] as const),
)('a cancellation %s whose answer was lost', (_, cell) => {
  it('is found to have taken effect, and not requested twice', async () => {
    const cancelled = await waiting(cell);
    const method = { delete: 'DELETE', update: 'PUT', task: 'POST', none: '' }[cell.strategy];
    await control(system.sandbox).fault({ method, path: '/Task', dropAfter: true });
    await cancelled.cancel();
    expect(await cancelled.end()).toBe('Canceled');
    expect(await cancelled.outcome()).toBe('accepted');
    expect(await cancelled.tasks()).toEqual([expect.objectContaining(CANCELLED_TASK[cell.strategy])]);
    expect(await cancelled.abortTasks()).toHaveLength(cell.strategy === 'task' ? 1 : 0);
  });
});

describe('a cancellation of Temporal’s that was refused', () => {
  it('is used up: the request can be cancelled so again, after it has gone on in a new run', async () => {
    await control(system.sandbox).fault({ method: 'DELETE', path: '/Task/', status: 409 });
    const cancelled = await waiting({ way: 'temporal', strategy: 'delete' });
    const { runId } = await cancelled.handle.describe();
    await cancelled.cancel();
    await until(async () => (await cancelled.handle.describe()).runId !== runId, 'a new run');
    expect(await cancelled.status()).toMatchObject({
      stage: 'waiting',
      cancellation: { outcome: 'refused' },
    });
    await cancelled.cancel();
    expect(await cancelled.end()).toBe('Canceled');
  });
});

describe('a signal whose payload is not as agreed', () => {
  it.each([['none', []] as const, ['a text', ['stop']] as const, ['null', [null]] as const])(
    'cancels all the same: %s',
    async (_, payload) => {
      const cancelled = await waiting({ way: 'signal', strategy: 'delete' });
      await cancelled.handle.signal('cancel', ...payload);
      expect(await cancelled.end()).toBe('Canceled');
      expect((await cancelled.status()).cancellation?.reason).toBeNull();
    },
  );

  it('does no harm in taskChanged', async () => {
    const request = await waiting({ way: 'signal', strategy: 'delete' });
    await request.handle.signal('taskChanged');
    const status = await request.handle.executeUpdate<RequestStatus, []>('checkNow');
    expect(status.polls).toBeGreaterThan(0);
    await request.cancel();
    expect(await request.end()).toBe('Canceled');
  });
});
