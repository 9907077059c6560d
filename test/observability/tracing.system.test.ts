import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import { dataConverterOf } from '../../src/temporal/data-converter.js';
import { prepareReplay } from '../histories/support/replay.js';
import { DEMO_PACE } from '../../sandbox/pace.js';
import { run } from '../support/processes.js';
import { aProduct } from '../support/products.js';
import { control } from '../support/sandbox-control.js';
import { sharedServer } from '../support/system.js';
import { KEY, ObservedWorker } from './support/observed-worker.js';
import { startOtlpReceiver, type OtlpReceiver, type ReceivedSpan } from './support/otlp-receiver.js';

jest.setTimeout(180_000);

let receiver: OtlpReceiver;
let worker: ObservedWorker;
let folder: string;
let spans: ReceivedSpan[];

beforeAll(async () => {
  prepareReplay();
  receiver = await startOtlpReceiver();
  folder = mkdtempSync(join(tmpdir(), 'idmp-traces-'));
  worker = await ObservedWorker.start({
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment=test',
  });
  const desk = control(worker.sandbox);
  await desk.pace(DEMO_PACE);
  await desk.fault({ method: 'POST', path: '$validate', status: 503, times: 1 });
  await desk.fault({
    method: 'POST',
    path: '$validate',
    status: 401,
    body: { message: `Testolin is refused to ${KEY}` },
    times: 1,
  });
  const file = join(folder, 'product.json');
  writeFileSync(
    file,
    JSON.stringify({ product: aProduct('TRACED-1'), polling: { initialSeconds: 1, maximumSeconds: 1 } }),
  );
  const idmp = run('src/starter.ts', ['request', file, '--id', 'traced', '--wait'], {
    TEMPORAL_ADDRESS: sharedServer(),
    IDMP_FHIR_BASE_URL: worker.sandbox.baseUrl('2025-01'),
    IDMP_EDITION: '2025-01',
    IDMP_TASK_QUEUE: worker.taskQueue,
    OTEL_TRACES_EXPORTER: 'otlp',
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${receiver.url}/v1/traces`,
    OTEL_SERVICE_NAME: 'the-caller',
  });
  const { code } = await idmp.ended;
  if (code !== 0) throw new Error(idmp.stderr());
  // The worker sends its remaining spans at its end.
  worker.process.child.kill('SIGTERM');
  await worker.process.ended;
  spans = receiver.spans();
});
afterAll(async () => {
  await worker?.stop();
  receiver?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Lists the names from the beginning of the trace down to this span. */
function pathTo(span: ReceivedSpan): string[] {
  const parent = spans.find(({ spanId }) => spanId === span.parentSpanId);
  return [...(parent === undefined ? [] : pathTo(parent)), span.name];
}

function named(name: string): ReceivedSpan[] {
  return spans.filter((span) => span.name === name);
}

describe('a request whose processes are traced', () => {
  it('is one trace, from the start by the caller on', () => {
    const [start] = named('StartWorkflow:requestPhpid');
    expect(start).toMatchObject({ parentSpanId: '', service: 'the-caller' });
    const ofRequest = spans.filter(({ traceId }) => traceId === start!.traceId);
    expect(ofRequest.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['RunWorkflow:requestPhpid', 'RunActivity:submitTask', 'POST create']),
    );
    // Every span but the start belongs to the worker and has a parent.
    const ids = ofRequest.map(({ spanId }) => spanId);
    for (const { parentSpanId, service, name } of ofRequest) {
      if (name === 'StartWorkflow:requestPhpid') continue;
      expect([name, service]).toEqual([name, 'idmp-worker']);
      expect([name, ids.includes(parentSpanId)]).toEqual([name, true]);
    }
  });

  it.each([
    ['POST create', 'submitTask'],
    ['GET read_task', 'pollTask'],
    ['GET read_output', 'fetchOutputs'],
  ])('has %s below the activity %s, below the workflow', (call, activity) => {
    const calls = named(call);
    expect(calls.length).toBeGreaterThan(0);
    for (const span of calls) {
      expect(pathTo(span)).toEqual([
        'StartWorkflow:requestPhpid',
        'RunWorkflow:requestPhpid',
        `StartActivity:${activity}`,
        `RunActivity:${activity}`,
        call,
      ]);
    }
  });

  it('says of each call where it went and what came back, and no id', async () => {
    const [create] = named('POST create');
    const { port } = new URL(worker.sandbox.url);
    expect(create).toMatchObject({
      kind: 'SPAN_KIND_CLIENT',
      attributes: {
        'http.request.method': 'POST',
        'http.response.status_code': 201,
        'server.address': '127.0.0.1',
        'server.port': Number(port),
        'url.path': '/2025-01/Task',
      },
    });
    const paths = new Set(spans.flatMap(({ attributes }) => attributes['url.path'] ?? []));
    expect(paths).toEqual(
      new Set([
        '/2025-01/metadata',
        '/2025-01/Task/$validate',
        '/2025-01/Task',
        '/2025-01/Task/{id}',
        '/2025-01/{type}/{id}',
      ]),
    );
    const validations = named('POST validate').map(
      ({ attributes }) => attributes['http.response.status_code'],
    );
    expect(validations).toEqual([503, 401, 200]);
    const arrived = await control(worker.sandbox).requests();
    expect(arrived['POST 2025-01/Task']).toBe(named('POST create').length);
  });

  it('contains neither the key nor the product', () => {
    expect(receiver.raw().length).toBeGreaterThan(1_000);
    // The trace has the workflow's id, by design.
    expect(receiver.raw()).toContain('phpid/default/traced');
    for (const secret of [KEY, 'Testolin', 'Testoline', 'Test Pharma', 'TRACED-1', '2.50', 'ubscription']) {
      const place = receiver.raw().indexOf(secret);
      // What comes with it is nothing to print, but a hint is.
      expect([secret, place < 0 ? '' : receiver.raw().slice(place - 60, place + 60)]).toEqual([secret, '']);
    }
  });

  it('shows its trace in the log lines of its activities', () => {
    const [{ traceId } = { traceId: '' }] = named('StartWorkflow:requestPhpid');
    const lines = worker.process
      .stderr()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, string>);
    const submitted = lines.find(({ msg }) => msg === 'Task submitted');
    expect(submitted).toMatchObject({
      trace_id: traceId,
      workflowId: 'phpid/default/traced',
      activityType: 'submitTask',
      attempt: 1,
    });
  });
});

describe('a request that began with a trace', () => {
  it.each([
    ['do not trace any more', undefined],
    ['trace', fileURLToPath(new URL('../../src/workflows/tracing-interceptors', import.meta.url))],
  ])('is replayed by workers that %s', async (_what, module) => {
    const history = await worker.client.workflow.getHandle('phpid/default/traced').fetchHistory();
    const workflowBundle = await bundleWorkflowCode({
      workflowsPath: fileURLToPath(new URL('../../src/workflows', import.meta.url)),
      workflowInterceptorModules: module === undefined ? [] : [module],
      logger: new DefaultLogger('ERROR'),
    });
    const sinks = { exporter: { export: { fn: () => undefined } } };
    await Worker.runReplayHistory({ workflowBundle, dataConverter: dataConverterOf([]), sinks }, history);
  });
});

describe('processes whose environment does not request traces', () => {
  it('send none', async () => {
    const before = receiver.spans().length;
    const file = join(folder, 'product.json');
    const idmp = run('src/starter.ts', ['request', file, '--id', `untraced-${Date.now()}`], {
      TEMPORAL_ADDRESS: sharedServer(),
      IDMP_FHIR_BASE_URL: 'http://127.0.0.1:1',
      IDMP_EDITION: '2025-01',
      IDMP_TASK_QUEUE: `${worker.taskQueue}-none`,
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_TRACES_EXPORTER: 'none',
    });
    expect(await idmp.ended).toEqual({ code: 0, signal: null });
    expect(receiver.spans()).toHaveLength(before);
  });
});
