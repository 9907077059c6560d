import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Finding } from '../../src/doctor/index.js';
import { sweepId } from '../../src/contract/index.js';
import { registerSweeps } from '../../src/temporal/sweep-schedules.js';
import { account, startTestSystem, type TestSystem } from '../support/system.js';
import { commandLine, type CommandLine } from './support/command-line.js';

jest.setTimeout(120_000);

/** Name of this test's Schedules, because Schedules belong to the whole namespace. */
const NAME = `doctor-${randomUUID().slice(0, 8)}`;

let system: TestSystem;
let line: CommandLine;

const accountAt = (edition: '2025-01' | '2026-05', changes: object = {}): object => ({
  baseUrl: system.sandbox.baseUrl(edition),
  edition,
  subscriptionKey: 'doctors-key',
  ...changes,
});

beforeAll(async () => {
  system = await startTestSystem({
    accounts: (sandbox) => [account('2026-05', sandbox, { name: NAME })],
  });
  line = commandLine(system);
});
afterAll(async () => {
  await system?.client.schedule
    .getHandle(sweepId(NAME))
    .delete()
    .catch(() => undefined);
  await system?.stop();
  line?.close();
});

interface Examined {
  code: number | null;
  findings: Finding[];
}

/** Lists findings about this test's names: other tests have Schedules in the same namespace. */
async function examine(
  accounts?: Record<string, object>,
  env: Record<string, string> = {},
): Promise<Examined> {
  const own = accounts === undefined ? line : commandLine(system, accounts);
  const { code, stdout } = await own.idmp(['doctor', '--json'], env);
  if (own !== line) own.close();
  const findings = (JSON.parse(stdout) as Finding[]).filter(
    ({ subject, text }) => !(subject.startsWith('schedule ') && text.includes('not in this configuration')),
  );
  return { code, findings };
}

const aboutService = ({ findings }: Examined): Finding[] =>
  findings.filter(({ subject }) => subject.startsWith('account '));

describe('idmp doctor', () => {
  it('finds nothing wrong where all is well, but that the namespace of a test forgets soon', async () => {
    await registerSweeps(system.client, [NAME], system.config.taskQueue, null);
    const { code, findings } = await examine();
    expect(findings.filter(({ level }) => level !== 'ok')).toEqual([
      {
        subject: 'namespace default',
        level: 'warning',
        text: expect.stringMatching(/^ended requests and their results are kept for \d+ days?$/),
        remedy: expect.stringContaining('temporal operator namespace update --namespace default'),
      },
    ]);
    expect(findings.map(({ subject }) => subject)).toEqual(
      expect.arrayContaining([
        'Temporal',
        `task queue ${system.config.taskQueue}`,
        `task queue ${system.config.fhirTaskQueue}`,
        `schedule sweep/${NAME}`,
        `account ${NAME}`,
      ]),
    );
    expect(code).toBe(0);
  });

  it('prints a line a finding, and the remedy below it', async () => {
    const { stdout } = await line.idmp(['doctor']);
    expect(stdout).toMatch(/^ok +Temporal: reached at /);
    expect(stdout).toMatch(/\nwarning +namespace default: .*\n +→ .*retention 30d\n/);
    expect(stdout).toMatch(/\n0 errors, \d+ warnings?\n$/);
  });

  it('says where no worker polls', async () => {
    const { code, findings } = await examine(undefined, { IDMP_FHIR_TASK_QUEUE: `${NAME}-nobody` });
    expect(findings).toContainEqual({
      subject: `task queue ${NAME}-nobody`,
      level: 'error',
      text: 'no worker polls for calls to the service; 0 wait',
      remedy: expect.stringContaining('IDMP_WORKER_ROLE all or fhir'),
    });
    expect(code).toBe(1);
  });

  it('says what is odd about a sweep: missing, paused, or on a task queue without workers', async () => {
    const sweepOf = ({ findings }: Examined, name = NAME): Finding | undefined =>
      findings.find(({ subject }) => subject === `schedule sweep/${name}`);
    const unswept = `${NAME}-unswept`;
    expect(sweepOf(await examine({ [unswept]: accountAt('2026-05') }), unswept)).toMatchObject({
      level: 'warning',
      text: expect.stringContaining('does not exist'),
      remedy: 'run "idmp setup"',
    });
    const handle = system.client.schedule.getHandle(sweepId(NAME));
    await handle.pause('while the service moves');
    expect(sweepOf(await examine())).toMatchObject({
      level: 'warning',
      text: expect.stringContaining('while the service moves'),
      remedy: expect.stringContaining('--unpause'),
    });
    await handle.unpause();
    expect(sweepOf(await examine(undefined, { IDMP_TASK_QUEUE: `${NAME}-other` }))).toMatchObject({
      level: 'error',
      text: expect.stringContaining(`${NAME}-other`),
    });
  });

  it('says which service is away, refuses the key, is of another edition, or ends a version', async () => {
    const examined = await examine({
      away: { ...accountAt('2026-05'), baseUrl: 'http://127.0.0.1:1/fhir' },
      refused: accountAt('2026-05', { subscriptionKey: 'no_good_key' }),
      older: accountAt('2025-01', { edition: '2026-05' }),
      ending: accountAt('2026-05', { apiVersion: '0.9' }),
      'other-api': accountAt('2026-05', { apiVersion: '7.0' }),
    });
    const found = Object.fromEntries(
      aboutService(examined)
        .filter(({ level }) => level !== 'ok')
        .map(({ subject, level, text }) => [subject, `${level}: ${text}`]),
    );
    expect(found).toEqual({
      'account away': expect.stringMatching(/^error: .*ECONNREFUSED/),
      'account refused': expect.stringMatching(/^error: .*401/),
      'account older': expect.stringMatching(/^warning: .*edition 2025-01 or 2025-03/),
      'account ending': expect.stringMatching(/^warning: the service announces: .*retired 20271231/),
      'account other-api': expect.stringMatching(/^error: .*406/),
    });
    expect(examined.code).toBe(1);
    expect(JSON.stringify(examined)).not.toContain('no_good_key');
  });

  it('ends with 5 where Temporal is away, and has looked at the services all the same', async () => {
    const examined = await examine(undefined, { TEMPORAL_ADDRESS: '127.0.0.1:1' });
    expect(examined.findings[0]).toMatchObject({ subject: 'Temporal', level: 'error' });
    expect(aboutService(examined).map(({ level }) => level)).toEqual(['ok', 'ok']);
    expect(examined.code).toBe(5);
  });

  it('says that the namespace is not there, and goes on to the services', async () => {
    const examined = await examine(undefined, { TEMPORAL_NAMESPACE: 'nowhere' });
    expect(examined.findings).toContainEqual({
      subject: 'namespace nowhere',
      level: 'error',
      text: expect.stringContaining('not found'),
      remedy: expect.stringContaining('namespace create --namespace nowhere'),
    });
    expect(aboutService(examined)).toHaveLength(2);
    expect(examined.code).toBe(1);
  });
});
