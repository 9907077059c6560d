import { afterEach, beforeEach, describe, it, expect } from '@jest/globals';
import { mkdir, readdir, readFile, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { ExecutableUnavailableError } from '../../../dev/temporal/errors.js';
import { findExecutable } from '../../../dev/temporal/find.js';
import { temporalCliExecutable } from '../../../dev/temporal/temporal-cli.js';
import { cliBy, emptyMachine, fakeCli, script, type Machine } from './fakes.js';

const FETCHING_PROCESS = fileURLToPath(new URL('./fetching-process.ts', import.meta.url));
const { folder, file } = temporalCliExecutable;

let machine: Machine;
let log: string;
beforeEach(async () => {
  machine = await emptyMachine();
  log = join(machine.cacheDir, 'log');
  await mkdir(machine.cacheDir);
});
afterEach(async () => {
  await machine.dispose();
});

const fetchingProcess = (milliseconds: number) =>
  execa(process.execPath, ['--import', 'tsx', FETCHING_PROCESS, machine.cacheDir, log, `${milliseconds}`], {
    env: { NODE_OPTIONS: '' },
    reject: false,
  });
const stagings = async () => (await readdir(machine.cacheDir)).filter((name) => name.includes('.staging-'));
const quickly = cliBy({
  name: 'quick way',
  fetch: async ({ staging }) => void (await fakeCli(join(staging, file))),
});

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(50);
}

describe('a fetch', () => {
  it('leaves the executable alone in the cache', async () => {
    expect(await findExecutable(quickly, machine.options)).toBe(join(machine.cacheDir, folder, file));
    expect(await readdir(machine.cacheDir)).toEqual([folder]);
  });

  it('that brings something that does not run is a failed one, and leaves nothing', async () => {
    const half = cliBy({
      name: 'half a download',
      fetch: async ({ staging }) => void (await script(join(staging, file), 'exit 1')),
    });
    await expect(findExecutable(half, machine.options)).rejects.toThrow(ExecutableUnavailableError);
    expect(await readdir(machine.cacheDir)).toEqual([]);
  });

  it('that was killed half-way is not taken for a whole one, and is cleaned up by the next', async () => {
    const dead = 2 ** 30; // above the highest process id there can be
    const leftover = join(machine.cacheDir, `.${folder}.staging-${dead}-abcdef`, file);
    await fakeCli(leftover);
    const path = await findExecutable(quickly, machine.options);
    expect(path).not.toBe(leftover);
    expect(await stagings()).toEqual([]);
  });

  it("leaves a living process's staging folder alone", async () => {
    const living = join(machine.cacheDir, `.${folder}.staging-${process.ppid}-abcdef`);
    await mkdir(living);
    await findExecutable(quickly, machine.options);
    expect(await stagings()).toHaveLength(1);
  });
});

describe('two processes that start at once', () => {
  it('fetch once: the other one waits, says so, and uses what the first made', async () => {
    const both = await Promise.all([fetchingProcess(1_500), fetchingProcess(1_500)]);
    const path = join(machine.cacheDir, folder, file);
    expect(both.map(({ stdout }) => stdout)).toEqual([path, path]);
    expect(both.map(({ stderr }) => stderr).join('\n')).toContain(
      'Waiting for another process that is fetching the Temporal CLI',
    );
    expect((await readFile(log, 'utf8')).trim().split('\n')).toHaveLength(1);
  }, 60_000);
});

describe('a process that was killed while it fetched', () => {
  it('loses its lock to the next one, which cleans up and fetches', async () => {
    const first = fetchingProcess(600_000);
    await until(async () => (await stagings()).length === 1);
    first.kill('SIGKILL');
    await first;
    const lock = join(machine.cacheDir, `${folder}.lock`);
    expect(await readdir(dirname(lock))).toContain(`${folder}.lock`);
    // The lock becomes one minute old.
    const aMinuteAgo = new Date(Date.now() - 60_000);
    await utimes(lock, aMinuteAgo, aMinuteAgo);

    expect(await findExecutable(quickly, machine.options)).toBe(join(machine.cacheDir, folder, file));
    expect(await readdir(machine.cacheDir)).not.toContain(`${folder}.lock`);
    expect(await stagings()).toEqual([]);
  }, 60_000);
});
