import { fileURLToPath } from 'node:url';
import { beforeAll, expect, it, jest } from '@jest/globals';
import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import { dataConverterOf } from '../../src/temporal/data-converter.js';
import { prepareReplay } from '../histories/support/replay.js';
import { storedHistories } from '../histories/support/stored.js';

jest.setTimeout(120_000);

beforeAll(prepareReplay);

it('requests that began without traces are replayed by workers that trace: it can be switched on at any time', async () => {
  const workflowBundle = await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('../../src/workflows', import.meta.url)),
    workflowInterceptorModules: [
      fileURLToPath(new URL('../../src/workflows/tracing-interceptors', import.meta.url)),
    ],
    logger: new DefaultLogger('ERROR'),
  });
  const stored = storedHistories();
  const named = stored.map(({ name, history }) => ({ workflowId: name, history }));
  const exported: unknown[] = [];
  const sinks = { exporter: { export: { fn: (...spans: unknown[]) => void exported.push(spans) } } };
  const failures: [string, unknown][] = [];
  let replayed = 0;
  for await (const { workflowId, error } of Worker.runReplayHistories(
    { workflowBundle, dataConverter: dataConverterOf([]), sinks },
    named,
  )) {
    replayed += 1;
    if (error !== undefined) failures.push([workflowId, error.message]);
  }
  expect(failures).toEqual([]);
  expect(replayed).toBe(stored.length);
  // A replay does not report a span again.
  expect(exported).toEqual([]);
});
