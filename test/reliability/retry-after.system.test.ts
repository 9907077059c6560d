import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { WorkflowHandle } from '@temporalio/client';
import { aProduct } from '../support/products.js';
import { account, startTestSystem, type TestSystem } from '../support/system.js';
import { until } from '../support/until.js';
import { CALLS } from './support/calls.js';
import { ScriptedService } from './support/scripted-service.js';
import { tablesOfPage } from './support/tables.js';

jest.setTimeout(60_000);

const EDITION = '2025-01';
const DEADLINE_SECONDS = 86_400;
const HOUR_MS = 3_600_000;

/** Answers behind the rows: a status code and its `Retry-After`, made when it is sent. */
const ROWS: Readonly<Record<string, { status: number; retryAfter: () => string }>> = {
  '429, 3600': { status: 429, retryAfter: () => '3600' },
  '503, 3600': { status: 503, retryAfter: () => '3600' },
  '401, 3600': { status: 401, retryAfter: () => '3600' },
  '503, a date in an hour': {
    status: 503,
    retryAfter: () => new Date(Date.now() + HOUR_MS).toUTCString(),
  },
  '503, 0': { status: 503, retryAfter: () => '0' },
  '503, a date that has passed': { status: 503, retryAfter: () => 'Wed, 21 Oct 2015 07:28:00 GMT' },
  '503, `soon`': { status: 503, retryAfter: () => 'soon' },
  '503, longer than the deadline': { status: 503, retryAfter: () => String(2 * DEADLINE_SECONDS) },
};

const table = tablesOfPage().get('How long a service may delay a call');
const names = Object.keys(ROWS);
const accountOf = (name: string): string => `row-${names.indexOf(name)}`;

const service = new ScriptedService();
let system: TestSystem;

beforeAll(async () => {
  await service.start();
  system = await startTestSystem({
    accounts: (sandbox) =>
      names.map((name) =>
        account(EDITION, sandbox, {
          name: accountOf(name),
          baseUrl: `${service.origin}/${accountOf(name)}`,
          polling: { initialSeconds: 0.1, factor: 1, maximumSeconds: 1, deadlineSeconds: DEADLINE_SECONDS },
        }),
      ),
  });
});
afterAll(async () => {
  await system?.stop();
  await service.close();
});

/** Starts a request whose poll is delayed, and reads it as operators see it. */
async function putOff(name: string): Promise<{ waitSeconds: number; untilDeadlineSeconds: number }> {
  const { status, retryAfter } = ROWS[name]!;
  const line = service.open(accountOf(name), system.sandbox.baseUrl(EDITION));
  line.answer(CALLS.poll.is, {
    takesEffect: false,
    answer: () => ({ status, headers: { 'retry-after': retryAfter() }, body: '' }),
  });
  const handle = await system.start('phpid', { account: accountOf(name), product: aProduct() });
  await until(async () => (await nextTry(handle)) !== null, 'a failed attempt');
  const { last, next } = (await nextTry(handle))!;
  const { startTime } = await handle.describe();
  await handle.terminate();
  const deadline = startTime.getTime() / 1000 + DEADLINE_SECONDS;
  return { waitSeconds: next - last, untilDeadlineSeconds: deadline - next };
}

/** Returns the end of the last attempt and the start of the next one, in seconds since 1970. */
async function nextTry(handle: WorkflowHandle): Promise<{ last: number; next: number } | null> {
  const { raw } = await handle.describe();
  const [{ lastAttemptCompleteTime: last, nextAttemptScheduleTime: next } = {}] = raw.pendingActivities ?? [];
  if (!last || !next) return null;
  const seconds = (time: typeof last): number => Number(time.seconds) + (time.nanos ?? 0) / 1e9;
  return { last: seconds(last), next: seconds(next) };
}

describe('the table "How long a service may delay a call"', () => {
  it('has each answer that is played here, and no other', () => {
    expect(table?.rows.map(({ name }) => name)).toEqual(names);
  });

  it.each(table?.rows.map(({ name, cells }) => [name, cells['the next try'] ?? ''] as const) ?? [])(
    '%s: %s',
    async (name, said) => {
      const { waitSeconds, untilDeadlineSeconds } = await putOff(name);
      switch (said) {
        case 'after that time':
          expect(waitSeconds).toBeGreaterThan(3_595);
          expect(waitSeconds).toBeLessThan(3_605);
          break;
        case 'after the usual pause':
          expect(waitSeconds).toBeGreaterThan(0.9);
          expect(waitSeconds).toBeLessThan(10);
          break;
        case '15 s before the deadline':
          expect(untilDeadlineSeconds).toBeGreaterThan(10);
          expect(untilDeadlineSeconds).toBeLessThan(20);
          break;
        default:
          throw new Error(`nothing is known of "${said}"`);
      }
    },
  );
});
