import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { WorkflowHandle } from '@temporalio/client';
import { sweepId } from '../../src/contract/index.js';
import { control } from '../support/sandbox-control.js';
import { until } from '../support/until.js';
import { alerts, dashboard, read, selectorsIn } from './support/deployed.js';
import { brokenWorkflow, eventfulRun } from './support/eventful-run.js';
import { has, samplesIn, type Sample } from './support/exposition.js';
import { KEY, ObservedWorker } from './support/observed-worker.js';
import { RARE } from './support/rare.js';

jest.setTimeout(240_000);

let worker: ObservedWorker;
let waiting: WorkflowHandle;
let broken: WorkflowHandle;

beforeAll(async () => {
  worker = await ObservedWorker.start();
  broken = await brokenWorkflow(worker);
  ({ waiting } = await eventfulRun(worker));
  // The worker counts open requests once a minute; the first count may have come before the run's end.
  await until(
    async () =>
      (await worker.sum('idmp_sweep_last_success_timestamp_seconds')) > 0 &&
      (await worker.sum('idmp_requests_open', { stage: 'waiting' })) > 0,
    'the count after the run',
    150_000,
  );
}, 240_000);
afterAll(async () => {
  await worker?.client.schedule.getHandle(sweepId(worker.account)).delete();
  await Promise.allSettled([waiting?.terminate(), broken?.terminate()]);
  await worker?.stop();
});

describe('the metrics of requests', () => {
  it('count each as begun once, and as ended by its outcome', async () => {
    const { account } = worker;
    const ended = (labels: Record<string, string>): Promise<number> =>
      worker.sum('idmp_requests_ended_total', labels);
    expect(await ended({ account, kind: 'phpid', outcome: 'completed', failure: 'none' })).toBe(2);
    expect(await ended({ account, kind: 'gsid', outcome: 'rejected', failure: 'TaskRejected' })).toBe(1);
    expect(await ended({ account, outcome: 'failed', failure: 'TaskFailed' })).toBe(1);
    expect(await ended({ account, outcome: 'cancelled', failure: 'none' })).toBe(1);
    expect(await worker.sum('idmp_requests_started_total', { account })).toBe(6);
  });

  it('give no name that a caller made up for an account', async () => {
    expect(await worker.sum('idmp_requests_ended_total', { account: 'unknown', outcome: 'failed' })).toBe(2);
    expect(await worker.sum('idmp_requests_started_total', { account: 'unknown' })).toBe(2);
    expect(await worker.text()).not.toContain('nobody-knows-it');
  });

  it('measure the time from the submission to the end, in buckets from a minute to a quarter', async () => {
    const completed = { outcome: 'completed' };
    expect(await worker.sum('idmp_request_duration_seconds_count', completed)).toBe(2);
    const buckets = await worker.samples('idmp_request_duration_seconds_bucket', completed);
    const bounds = buckets.map(({ labels }) => Number(labels.le?.replace('+Inf', 'Infinity')));
    expect(bounds).toEqual([...bounds].sort((one, other) => one - other));
    expect([bounds[0], bounds.at(-2), bounds.at(-1)]).toEqual([60, 90 * 86_400, Infinity]);
    // Requests that were never submitted do not count there.
    expect(await worker.sum('idmp_request_duration_seconds_count')).toBe(5);
  });

  it('measure how old requests are when they are polled', async () => {
    const polls = await control(worker.sandbox).requests();
    expect(await worker.sum('idmp_poll_age_seconds_count', { found: 'ended' })).toBe(3);
    expect(await worker.sum('idmp_poll_age_seconds_count')).toBe(polls['GET 2025-01/Task/[id]'] ?? 4);
  });
});

describe('the metrics of the service', () => {
  it.each([
    ['401', 'denied'],
    ['503', 'server'],
    ['429', 'throttled'],
    ['none', 'network'],
    ['200', 'ok'],
  ])('count a call with status %s as %s', async (status, result) => {
    const labels = { account: worker.account, edition: '2025-01', operation: 'validate', status, result };
    expect(await worker.sum('idmp_fhir_calls_total', labels)).toBeGreaterThan(0);
    const others = (await worker.samples('idmp_fhir_calls_total', { status })).map(
      (each) => each.labels.result,
    );
    expect(new Set(others)).toEqual(new Set([result]));
  });

  it('count every call that arrived there, by operation', async () => {
    const arrived = Object.entries(await control(worker.sandbox).requests())
      .filter(([call]) => call.includes('2025-01/'))
      .reduce((total, [, count]) => total + count, 0);
    expect(await worker.sum('idmp_fhir_calls_total')).toBe(arrived);
    expect(await worker.sum('idmp_fhir_call_duration_seconds_count')).toBe(arrived);
    const operations = (await worker.samples('idmp_fhir_calls_total')).map(({ labels }) => labels.operation);
    expect(new Set(operations)).toEqual(
      new Set(['capabilities', 'validate', 'create', 'read_task', 'read_output', 'search', 'delete']),
    );
  });

  it('measure how long it asks to wait', async () => {
    expect(await worker.sum('idmp_fhir_retry_after_seconds_sum')).toBe(1);
  });
});

describe('the metrics of what waits', () => {
  it('show open requests by stage, and how long the oldest has waited', async () => {
    expect(await worker.sum('idmp_requests_open', { kind: 'phpid', stage: 'waiting' })).toBe(1);
    // Temporal's lists lag: a request that has just ended may still be counted, until the worker counts again after a minute.
    const isOne = async (): Promise<boolean> => (await worker.sum('idmp_requests_open')) === 1;
    await until(isOne, 'the count of open requests', 90_000);
    const { startTime } = await waiting.describe();
    const age = await worker.sum('idmp_requests_oldest_waiting_age_seconds');
    expect(age).toBeGreaterThan(0);
    expect(age).toBeLessThanOrEqual((Date.now() - startTime.getTime()) / 1_000);
  }, 120_000);

  it('show what sweeps saw and told, and when the last one came to its end', async () => {
    expect(await worker.sum('idmp_sweep_tasks_seen_total')).toBeGreaterThan(3);
    expect(await worker.sum('idmp_sweep_requests_signalled_total')).toBe(1);
    expect(await worker.sum('idmp_sweep_duration_seconds_count', { outcome: 'completed' })).toBeGreaterThan(
      0,
    );
    const lately = Date.now() / 1_000 - (await worker.sum('idmp_sweep_last_success_timestamp_seconds'));
    expect(lately).toBeGreaterThanOrEqual(0);
    expect(lately).toBeLessThan(600);
  });
});

describe('all metrics', () => {
  it('say nothing of the key, of products, or of single requests and Tasks', async () => {
    const text = await worker.text();
    const tasks = await control(worker.sandbox).tasks();
    for (const secret of [
      KEY,
      'Testolin',
      'DAY-',
      'phpid/',
      waiting.workflowId,
      ...tasks.map(({ id }) => id),
    ]) {
      expect(text).not.toContain(secret);
    }
  });

  it('are the ones that docs/observability.md describes', async () => {
    const emitted = [...(await worker.text()).matchAll(/^# TYPE (idmp_\w+) /gm)].map(([, name]) => name);
    const described = [...read('docs/observability.md').matchAll(/^\| `(idmp_\w+)`/gm)].map(
      ([, name]) => name,
    );
    expect(described.sort()).toEqual(emitted.sort());
  });

  it('have the unit in their names, as Prometheus has it', async () => {
    const ours = [...(await worker.text()).matchAll(/^# TYPE (idmp_\w+) (\w+)$/gm)];
    expect(ours.length).toBeGreaterThan(10);
    for (const [, name, type] of ours) {
      const form = { counter: /_total$/, histogram: /_seconds$/ }[type!] ?? /(?<!_total)$/;
      expect(name).toMatch(form);
    }
  });
});

const expressions = [
  ...alerts().map(({ alert, expr }) => ({ place: `alert ${alert}`, expr })),
  ...dashboard().panels.flatMap(({ title, targets = [] }) =>
    targets.map(({ expr }) => ({ place: `panel "${title}"`, expr })),
  ),
  ...dashboard().templating.list.flatMap(({ name, query }) =>
    typeof query === 'string' ? [] : [{ place: `variable ${name}`, expr: query.query }],
  ),
];

describe('the metrics that alerts and dashboard select', () => {
  let emitted: Sample[];

  beforeAll(async () => {
    emitted = samplesIn(await worker.text());
  });

  it('is looked for in all of them', () => {
    expect(expressions.length).toBeGreaterThan(50);
    expect(expressions.every(({ expr }) => selectorsIn(expr).length > 0)).toBe(true);
  });

  it.each(expressions.map(({ place, expr }) => [place, expr] as const))('is there: %s', (_place, expr) => {
    for (const { metric, labels } of selectorsIn(expr)) {
      if (RARE.some((rare) => rare.metric === metric && rare.label === null)) continue;
      const samples = emitted.filter(({ name }) => name === metric);
      expect([metric, samples.length > 0]).toEqual([metric, true]);
      for (const [label, values] of Object.entries(labels)) {
        // Prometheus adds the label to every metric that it collects.
        if (label === 'instance') continue;
        expect([metric, label, samples.some((sample) => label in sample.labels)]).toEqual([
          metric,
          label,
          true,
        ]);
        if (values === null) continue;
        const seen = values.some((value) => samples.some(has({ [label]: value })));
        const isRare = RARE.some(
          (rare) =>
            rare.metric === metric &&
            rare.label === label &&
            values.every((value) => rare.values.includes(value)),
        );
        expect([metric, label, values, seen || isRare]).toEqual([metric, label, values, true]);
      }
    }
  });

  it.each(RARE.map((rare) => [`${rare.metric} ${rare.values.join(', ')}`, rare] as const))(
    'would be there: %s',
    (_name, { source, reason }) => {
      expect(reason.length).toBeGreaterThan(20);
      const text = read(source.file);
      for (const each of source.text) expect(text).toContain(each);
    },
  );

  it('is not called rare where it was seen', () => {
    const seen = RARE.filter(({ metric, label, values }) =>
      emitted.some(
        ({ name, labels }) => name === metric && (label === null || values.includes(labels[label] ?? '')),
      ),
    );
    expect(seen).toEqual([]);
  });
});
