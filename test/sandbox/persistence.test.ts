import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox/index.js';
import { Client } from './support/client.js';
import { goodPhpidTask } from './support/good-tasks.js';

let folder: string;
let dataFile: string;
let sandbox: Sandbox;

async function started(options: SandboxOptions = {}): Promise<Client> {
  sandbox = await startSandbox({ dataFile, ...options });
  return new Client(sandbox, '2026-05', 'the-key-of-a-test');
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
  dataFile = join(folder, 'made', 'data.ndjson');
});
afterEach(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a sandbox with a data file', () => {
  it('knows everything again after a restart', async () => {
    let client = await started({ pace: [{ status: 'completed', afterSeconds: 60 }] });
    const done = await client.submit(goodPhpidTask('2026-05'));
    await client.advance(61);
    const completed = await client.read(done.id);
    const waiting = await client.submit(goodPhpidTask('2026-05'));
    const deleted = await client.submit(goodPhpidTask('2026-05'));
    const vanished = await client.submit(goodPhpidTask('2026-05'));
    await client.ask('DELETE', `/Task/${deleted.id}`);
    await client.control('DELETE', `/tasks/2026-05/${vanished.id}`);
    const before = (await client.control('GET', '/tasks')).json;
    await sandbox.close();

    client = await started();
    expect((await client.control('GET', '/tasks')).json).toEqual(before);
    expect((await client.read(done.id)).json).toEqual(completed.json);
    expect((await client.read(deleted.id)).status).toBe(410);
    expect((await client.read(vanished.id)).status).toBe(404);
    const phpid = completed.json.output?.[0]?.valueReference?.reference ?? '';
    expect((await client.ask('GET', `/${phpid}`)).status).toBe(200);
    expect((await client.read(waiting.id)).json.status).toBe('received');
    await client.advance(61);
    expect((await client.read(waiting.id)).json.status).toBe('completed');
  });

  it('goes on counting reads, and keeps a pace that was set by hand', async () => {
    let client = await started({ pace: 'manual' });
    await client.control('POST', '/pace', { pace: [{ status: 'completed', afterReads: 2 }] });
    const { id } = await client.submit(goodPhpidTask('2026-05'));
    await client.read(id);
    await sandbox.close();
    client = await started();
    expect((await client.read(id)).json.status).toBe('received');
    expect((await client.read(id)).json.status).toBe('completed');
    const later = await client.submit(goodPhpidTask('2026-05'));
    await client.read(later.id);
    await client.read(later.id);
    expect((await client.read(later.id)).json.status).toBe('completed');
  });

  it('has written down what it answers before it answers, and no key', async () => {
    const client = await started();
    const { id } = await client.submit(goodPhpidTask('2026-05'));
    const content = readFileSync(dataFile, 'utf8');
    expect(content).toContain(id);
    expect(content.endsWith('\n')).toBe(true);
    expect(content).not.toContain('the-key-of-a-test');
  });

  it('lives with a last line that was torn, and writes on behind it', async () => {
    let client = await started({ pace: 'manual' });
    const first = await client.submit(goodPhpidTask('2026-05'));
    await sandbox.close();
    appendFileSync(dataFile, '{"entry":"submitted","edition":"2026-05","kin');
    client = await started();
    const second = await client.submit(goodPhpidTask('2026-05'));
    await sandbox.close();
    client = await started();
    expect((await client.read(first.id)).status).toBe(200);
    expect((await client.read(second.id)).status).toBe(200);
  });

  it('does not touch a file that is none of its own', async () => {
    await started();
    const other = join(folder, 'notes.txt');
    writeFileSync(other, 'Dear diary\nToday\n');
    await expect(startSandbox({ dataFile: other })).rejects.toThrow(/notes\.txt: line 1/);
    expect(readFileSync(other, 'utf8')).toBe('Dear diary\nToday\n');
  });
});
