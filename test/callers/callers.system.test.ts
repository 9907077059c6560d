import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { execa } from 'execa';
import { IdmpClient, type IdmpFailure, type PhpidResult } from '../../src/client/index.js';
import { STAGES } from '../../src/contract/index.js';
import { expectAsSchema } from '../support/json-schemas.js';
import { sharedServer, startTestSystem, type TestSystem } from '../support/system.js';
import { CALLERS, missingTools, type Caller } from './support/callers.js';

// From an empty cache, packages are fetched and compiled.
jest.setTimeout(900_000);

const ACCOUNT = '2026-05';

/** True in CI, where every tool is expected to be installed: a missing tool fails its test there. */
const allCallers = (process.env.CI ?? '') !== '';

const isRun = (caller: Caller): boolean => allCallers || missingTools(caller).length === 0;

let system: TestSystem;
let folder: string;
const outputs = new Map<Caller, Promise<string[]>>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'idmp-callers-'));
  const starting = startTestSystem({ pace: [{ status: 'completed', afterSeconds: 3 }] });
  for (const caller of CALLERS.filter(isRun)) {
    const output = outputOf(caller, starting);
    // The test that awaits it sees the rejection; until then it must not count as an unhandled one.
    output.catch(() => undefined);
    outputs.set(caller, output);
  }
  system = await starting;
});
afterAll(async () => {
  await Promise.allSettled(outputs.values());
  await system?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Lines that an example writes, from its preparation to its end. */
async function outputOf(caller: Caller, starting: Promise<TestSystem>): Promise<string[]> {
  const missing = missingTools(caller);
  if (missing.length > 0) {
    const remedy = 'install what is missing, or unset IDMP_ALL_CALLERS and CI to skip this example';
    throw new Error(`${caller.language}: ${missing.join(' and ')} not on the PATH; ${remedy}`);
  }
  const { command, args, env } = await caller.prepare(join(folder, caller.language));
  const { config } = await starting;
  const product = join(import.meta.dirname, '../../examples/product-tablet.json');
  const { stdout } = await execa(command, [...args, product, ACCOUNT], {
    env: { ...env, TEMPORAL_ADDRESS: sharedServer(), IDMP_TASK_QUEUE: config.taskQueue },
    timeout: 120_000,
  });
  return stdout.split('\n');
}

for (const caller of CALLERS) {
  const missing = missingTools(caller);
  const test = isRun(caller) ? it : it.skip;
  const without = missing.length === 0 ? '' : ` (${missing.join(' and ')} missing on this machine)`;

  describe(`the example in ${caller.language}`, () => {
    test(`starts, follows, cancels and reads a failure${without}`, async () => {
      const lines = await outputs.get(caller)!;
      const of = (step: string): string[] =>
        lines.filter((line) => line.startsWith(`${step}: `)).map((line) => line.slice(step.length + 2));
      const [follow, cancel, refuse] = [of('follow'), of('cancel'), of('refuse')];
      const idOf = (step: string[]): string => /^started (\S+)$/.exec(step[0]!)![1]!;
      const idmp = new IdmpClient(system.client, system.config);

      const followed = idmp.request<PhpidResult>(idOf(follow));
      const result = await followed.result();
      const stages = follow.slice(1, -4);
      expect(stages.every((stage) => STAGES.some((each) => each === stage))).toBe(true);
      expect(stages.at(-1)).toBe('completed');
      expect(follow.slice(-4)).toEqual(
        result.phpids.map(({ level, value }) => `PhPID of level ${level} is ${value}`),
      );
      expectAsSchema('phpid-result', result);
      expectAsSchema('request-status', await followed.status());

      const cancelled = idmp.request(idOf(cancel));
      expect(cancel.slice(1)).toEqual(['ended as cancelled, outcome accepted']);
      expect((await cancelled.handle.describe()).status.name).toBe('CANCELLED');
      const status = await cancelled.status();
      expect(status.cancellation?.reason).toBe('submitted by mistake');
      expectAsSchema('request-status', status);

      const refused = await idmp
        .request(idOf(refuse))
        .result()
        .catch((error: unknown) => error as IdmpFailure);
      expect(refused).toMatchObject({ type: 'InvalidRequest', taskId: null });
      const { type, issues, taskId } = refused as IdmpFailure;
      expectAsSchema('failure-type', type);
      expectAsSchema('failure-details', { issues, taskId });
      expect(refuse.slice(1)).toEqual([
        'failed as InvalidRequest with Task none',
        ...issues.map(({ expression, text }) => `${expression.join(', ')} ${text}`),
      ]);
      expect(issues[0]).toMatchObject({ expression: ['product.ingredients'] });
    });
  });
}
