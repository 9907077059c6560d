import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { sweepId, type PhpidResult, type RequestStatus } from '../../src/contract/index.js';
import { aProduct, aSubstance } from '../support/products.js';
import { control } from '../support/sandbox-control.js';
import { startTestSystem, type TestSystem } from '../support/system.js';
import { run } from '../support/processes.js';
import { until } from '../support/until.js';
import { commandLine, type CommandLine, type Ended } from './support/command-line.js';

jest.setTimeout(120_000);

let system: TestSystem;
let line: CommandLine;

beforeAll(async () => {
  system = await startTestSystem({ pace: [{ status: 'completed', afterReads: 1 }] });
  line = commandLine(system);
});
afterAll(async () => {
  await system?.stop();
  line?.close();
});

const idmp: CommandLine['idmp'] = (...args) => line.idmp(...args);
const file = (content: unknown): string => line.file(content);

const started = (ended: Ended): { workflowId: string; started: boolean } =>
  JSON.parse(ended.stdout) as { workflowId: string; started: boolean };

describe('idmp request --wait', () => {
  it('shows progress on stderr and prints the result alone on stdout', async () => {
    const ended = await idmp(['request', file(aProduct('CLI-1')), '--account', '2026-05', '--wait']);
    expect(ended.code).toBe(0);
    const result = JSON.parse(ended.stdout) as PhpidResult;
    expect(result.phpids).toHaveLength(4);
    expect(result.requestId).toMatch(/^phpid\/2026-05\/CLI-1\.[0-9a-f]{8}$/);
    expect(ended.stderr).toContain(`started ${result.requestId}`);
    expect(ended.stderr).toMatch(/waiting .*Task/);
  });

  it('takes a substance for a GSID request, and standard input for a file', async () => {
    const ended = await idmp(
      ['request', '-', '--account', '2025-01', '--wait'],
      {},
      JSON.stringify(aSubstance()),
    );
    expect(ended.code).toBe(0);
    expect(JSON.parse(ended.stdout)).toMatchObject({ gsid: { system: 'http://who-umc.org/idmp/gsid' } });
  });

  it('exits with 3 and the reason when the service rejects the request', async () => {
    await control(system.sandbox).pace([
      { status: 'rejected', afterReads: 1, reason: 'the dose form is not plausible' },
    ]);
    const ended = await idmp(['request', file(aProduct('CLI-REJECTED')), '--account', '2026-05', '--wait']);
    await control(system.sandbox).pace([{ status: 'completed', afterReads: 1 }]);
    expect(ended).toMatchObject({ code: 3, stdout: '' });
    expect(ended.stderr).toContain('TaskRejected');
    expect(ended.stderr).toContain('the dose form is not plausible');
    expect(ended.stderr).toContain('docs/failures.md#taskrejected');
  });

  it('ends with Ctrl-C, and leaves the request alone; exits with 4 when that is cancelled', async () => {
    await control(system.sandbox).pace('manual');
    const path = file(aProduct('CLI-CANCELLED'));
    const waiting = idmp(['request', path, '--account', '2026-05', '--id', 'c1', '--wait']);
    const handle = system.client.workflow.getHandle('phpid/2026-05/c1');
    await until(async () => (await handle.query<RequestStatus>('status')).stage === 'waiting');
    const left = run(
      'src/starter.ts',
      ['request', path, '--account', '2026-05', '--id', 'c1', '--wait'],
      line.env,
    );
    await until(() => Promise.resolve(left.stderr().includes('waiting')));
    await left.kill('SIGINT');
    expect(await left.ended).toMatchObject({ code: 130 });
    expect(left.stderr()).toContain('idmp status phpid/2026-05/c1');

    await handle.cancel();
    const ended = await waiting;
    await control(system.sandbox).pace([{ status: 'completed', afterReads: 1 }]);
    expect(ended).toMatchObject({ code: 4, stdout: '' });
  });
});

describe('idmp request', () => {
  it('prints the workflow id, and submits the same product only once', async () => {
    const path = file(aProduct('CLI-ONCE'));
    const first = await idmp(['request', path, '--account', '2025-03']);
    const second = await idmp(['request', path, '--account', '2025-03']);
    expect(started(first)).toMatchObject({ started: true });
    expect(first.stderr).toContain(`idmp status ${started(first).workflowId}\n`);
    expect(started(second)).toEqual({ ...started(first), started: false });
    await system.client.workflow.getHandle(started(first).workflowId).result();
    expect(started(await idmp(['request', path, '--account', '2025-03']))).toMatchObject({ started: false });
  });

  it('asks anew for changed content, and takes the request id that it is given', async () => {
    const changed = aProduct('CLI-ONCE', { doseForm: 'capsule' });
    expect(started(await idmp(['request', file(changed), '--account', '2025-03']))).toMatchObject({
      started: true,
    });
    const named = await idmp(['request', file(changed), '--account', '2025-03', '--id', 'MY-7']);
    expect(started(named)).toEqual({ workflowId: 'phpid/2025-03/MY-7', started: true });
    await system.client.workflow.getHandle('phpid/2025-03/MY-7').result();
  });
});

describe('idmp request with input that is wrong', () => {
  const count = async (): Promise<number> => (await control(system.sandbox).tasks()).length;
  const product = aProduct('CLI-BAD');
  const [ingredient] = product.ingredients;
  const cases: [string, () => unknown, string[], string[]][] = [
    ['is not JSON', () => '{\n  "names": [,]\n}', [], [':2:13', 'is not JSON']],
    [
      'has an unknown field',
      () => ({ ...product, colour: 'red' }),
      [],
      ['product.colour: is not a known field'],
    ],
    [
      'has no ingredient',
      () => ({ ...product, ingredients: [] }),
      [],
      ['product.ingredients: needs at least one ingredient'],
    ],
    [
      'lacks its ingredients',
      () => ({ ...product, ingredients: undefined }),
      [],
      ['product.ingredients: is missing'],
    ],
    [
      'has a negative strength',
      () => ({ ...product, ingredients: [{ ...ingredient, strength: { value: -2, unit: 'mg' } }] }),
      [],
      ['product.ingredients[0].strength.value: must be a number greater than 0'],
    ],
    [
      'names an account that does not exist',
      () => product,
      ['--account', 'nowhere'],
      ['account: account "nowhere" does not exist'],
    ],
    [
      'asks for a GSID in 2026-05',
      () => aSubstance(),
      [],
      ['edition 2026-05 does not support gsid requests'],
    ],
    [
      'is wrong in several places',
      () => ({ ...product, colour: 'red', holder: {}, documents: 'SPC' }),
      ['--account', 'nowhere'],
      ['product.colour', 'product.holder.name: is missing', 'product.documents: must be a list', 'account:'],
    ],
  ];

  it.each(cases)(
    'that %s: exits with 2, names every problem with its place and starts nothing',
    async (_, content, args, texts) => {
      const before = await count();
      const account = args.length === 0 ? ['--account', '2026-05'] : args;
      const ended = await idmp(['request', file(content()), ...account]);
      expect(ended).toMatchObject({ code: 2, stdout: '' });
      for (const text of texts) expect(ended.stderr).toContain(text);
      expect(ended.stderr).not.toMatch(/^\s+at /m);
      expect(await count()).toBe(before);
    },
  );

  it('that does not exist: exits with 2', async () => {
    const ended = await idmp(['request', join(line.folder, 'nothing-here.json')]);
    expect(ended).toMatchObject({ code: 2, stderr: expect.stringContaining('does not exist') });
  });
});

describe('idmp status and idmp poll', () => {
  it('print the status of a request as JSON; poll asks the service first', async () => {
    await control(system.sandbox).pace('manual');
    const polling = { initialSeconds: 600, maximumSeconds: 600, deadlineSeconds: 3600 };
    const whole = file({ product: aProduct('CLI-POLL'), polling, account: '2025-01' });
    const { workflowId } = started(await idmp(['request', whole]));
    await until(
      async () =>
        (JSON.parse((await idmp(['status', workflowId])).stdout) as RequestStatus).stage === 'waiting',
    );
    const before = JSON.parse((await idmp(['status', workflowId])).stdout) as RequestStatus;
    expect(before).toMatchObject({ polls: 0, taskStatus: 'requested' });

    await control(system.sandbox).move('2025-01', before.taskId ?? '', { status: 'in-progress' });
    const polled = await idmp(['poll', workflowId]);
    expect(polled.code).toBe(0);
    expect(JSON.parse(polled.stdout)).toMatchObject({ polls: 1, taskStatus: 'in-progress' });

    await control(system.sandbox).move('2025-01', before.taskId ?? '', { status: 'completed' });
    await idmp(['poll', workflowId]);
    await system.client.workflow.getHandle(workflowId).result();
    expect(JSON.parse((await idmp(['status', workflowId])).stdout)).toMatchObject({
      stage: 'completed',
      polls: 2,
    });
    const late = await idmp(['poll', workflowId]);
    expect(late).toMatchObject({ code: 0, stderr: expect.stringContaining('has ended') });
  });

  it('exit with 2 where there is no such request', async () => {
    const ended = await idmp(['status', 'phpid/default/never-started']);
    expect(ended).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('was not found in namespace'),
    });
  });
});

describe('idmp setup', () => {
  it('makes the namespace ready, again and again', async () => {
    // Schedules belong to the whole namespace, so this test has its own account.
    const name = `setup-${randomUUID()}`;
    const own = {
      baseUrl: system.sandbox.baseUrl('2026-05'),
      edition: '2026-05',
      subscriptionKeyEnv: 'TEST_KEY',
    };
    const env = { IDMP_ACCOUNTS_FILE: file({ [name]: own }) };
    const again = { namespace: 'default', searchAttributes: { added: [] } };
    for (const sweeps of [{ added: [sweepId(name)] }, { added: [], present: [sweepId(name)] }]) {
      const ended = await idmp(['setup'], env);
      expect(ended.code).toBe(0);
      expect(JSON.parse(ended.stdout)).toMatchObject({ ...again, sweeps });
    }
    await system.client.schedule.getHandle(sweepId(name)).delete();
  });
});

describe('idmp schema', () => {
  it('prints all JSON Schemas, or one', async () => {
    const all = JSON.parse((await idmp(['schema'])).stdout) as Record<string, unknown>;
    expect(Object.keys(all)).toEqual(
      expect.arrayContaining(['product', 'substance', 'request-phpid', 'request-gsid']),
    );
    expect(JSON.parse((await idmp(['schema', 'product'])).stdout)).toEqual(all.product);
  });

  it('exits with 2 on a name that it does not know', async () => {
    expect(await idmp(['schema', 'nothing'])).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('the command line', () => {
  it.each([[['frobnicate']], [['request']], [['request', 'x.json', '--kind', 'mpid']], [[]]])(
    'exits with 2 on wrong use: %j',
    async (args) => expect(await idmp(args)).toMatchObject({ code: 2, stdout: '' }),
  );

  it('exits with 0 after its help', async () => {
    expect(await idmp(['--help'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('request'),
    });
  });

  it('exits with 5 when Temporal cannot be reached, and says what to do', async () => {
    const ended = await idmp(['status', 'any'], { TEMPORAL_ADDRESS: '127.0.0.1:1' });
    expect(ended).toMatchObject({ code: 5, stdout: '' });
    expect(ended.stderr).toContain('TEMPORAL_ADDRESS');
  });

  it('exits with 2 on bad configuration', async () => {
    const ended = await idmp(['request', file(aProduct())], {
      IDMP_ACCOUNTS_FILE: join(line.folder, 'none.json'),
    });
    expect(ended).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('IDMP_ACCOUNTS_FILE'),
    });
  });
});
