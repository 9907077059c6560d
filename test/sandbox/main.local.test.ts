import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { goodPhpidTask } from './support/good-tasks.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Starts the sandbox as a process; returns it with its stderr and its end. */
function run(...args: string[]): {
  child: ChildProcess;
  said: () => string;
  base: Promise<string>;
  code: Promise<number | null>;
} {
  const child = spawn(process.execPath, ['--import', 'tsx', 'sandbox/main.ts', ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let text = '';
  const base = new Promise<string>((resolve) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const found = /sandbox 2026-05: (\S+)\n/.exec(text)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  const code = once(child, 'close').then(([status]) => status as number | null);
  return { child, said: () => text, base, code };
}

const HEADERS = { 'Ocp-Apim-Subscription-Key': 'key-1', 'Content-Type': 'application/fhir+json' };

describe('the sandbox as a process', () => {
  it('says on stderr where it listens, and ends cleanly on SIGTERM', async () => {
    const { child, base, said, code } = run('--port', '0', '--pace', 'manual');
    expect((await fetch(`${await base}/metadata`)).status).toBe(200);
    for (const edition of ['2025-01', '2025-03', '2026-04-poc', '2026-05']) expect(said()).toContain(edition);
    child.kill('SIGTERM');
    expect(await code).toBe(0);
  }, 30_000);

  it('has every Task again that it answered for, after SIGKILL', async () => {
    const dataFile = join(folder, 'killed.ndjson');
    const first = run('--port', '0', '--data-file', dataFile, '--pace', 'completed:3600');
    const body = JSON.stringify(goodPhpidTask('2026-05'));
    const posted = await fetch(`${await first.base}/Task`, { method: 'POST', headers: HEADERS, body });
    const { id } = (await posted.json()) as { id: string };
    first.child.kill('SIGKILL');
    await first.code;
    const second = run('--port', '0', '--data-file', dataFile);
    const read = await fetch(`${await second.base}/Task/${id}`, { headers: HEADERS });
    expect(await read.json()).toMatchObject({ id, status: 'received' });
    second.child.kill('SIGINT');
    expect(await second.code).toBe(0);
  }, 30_000);

  it('has the abilities that it was started with', async () => {
    const { child, base, code } = run(
      ...['--port', '0', '--abilities', 'update,abort', '--abort-pace', 'completed:3600'],
    );
    const abilities = await fetch(new URL('/control/abilities', await base));
    expect(await abilities.json()).toMatchObject({ delete: false, update: true, abort: true });
    child.kill('SIGTERM');
    expect(await code).toBe(0);
  }, 30_000);

  it.each([
    [['--abilities', 'fly'], '--abilities'],
    [['--abort-pace', 'fast'], '--abort-pace'],
    [['--port', 'http'], '--port'],
    [['--port', '70000'], '--port'],
    [['--pace', 'fast'], '--pace'],
    [['--colour', 'blue'], '--colour'],
    [['stray'], 'stray'],
  ])(
    'ends with exit code 2 and a clear message on %j',
    async (args, named) => {
      const { code, said } = run(...args);
      expect(await code).toBe(2);
      expect(said()).toContain(named);
      expect(said()).toContain('Usage:');
      expect(said()).not.toMatch(/\n {4}at /);
    },
    30_000,
  );
});
