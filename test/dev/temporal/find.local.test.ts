import { afterEach, beforeEach, describe, it, expect } from '@jest/globals';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ExecutablePathError, ExecutableUnavailableError } from '../../../dev/temporal/errors.js';
import { findExecutable } from '../../../dev/temporal/find.js';
import { mavenDownload } from '../../../dev/temporal/maven.js';
import { sdkDownload } from '../../../dev/temporal/sdk-download.js';
import { cliGoInstall, temporalCliExecutable } from '../../../dev/temporal/temporal-cli.js';
import { timeSkippingServerExecutable } from '../../../dev/temporal/time-skipping-server.js';
import { cliBy, emptyMachine, fakeCli, script, type Machine } from './fakes.js';

let machine: Machine;
beforeEach(async () => {
  machine = await emptyMachine();
});
afterEach(async () => {
  await machine.dispose();
});

/** Path of a downloaded CLI. */
const inCache = () => join(machine.cacheDir, temporalCliExecutable.folder, temporalCliExecutable.file);
/** A `go` that "installs" a fake CLI as the real one does: into GOBIN. */
const fakeGo = () =>
  script(
    join(machine.bin, 'go'),
    `printf '#!/bin/sh\\necho built "%s %s"\\n' "$1" "$2" > "$GOBIN/temporal"; /bin/chmod 755 "$GOBIN/temporal"`,
  );

describe('looking for the Temporal CLI', () => {
  it('takes the one that TEMPORAL_CLI_PATH names before all others', async () => {
    await fakeCli(join(machine.bin, 'temporal'));
    await fakeCli(inCache());
    const named = await fakeCli(join(machine.bin, '..', 'elsewhere', 'my-temporal'));
    const options = { ...machine.options, env: { ...machine.env, TEMPORAL_CLI_PATH: named } };
    expect(await findExecutable(cliBy(), options)).toBe(named);
  });

  it('takes the one on the PATH before one in the cache', async () => {
    const onPath = await fakeCli(join(machine.bin, 'temporal'));
    await fakeCli(inCache());
    expect(await findExecutable(cliBy(), machine.options)).toBe(onPath);
  });

  it('passes over one on the PATH that does not run', async () => {
    await script(join(machine.bin, 'temporal'), 'exit 1');
    await fakeCli(inCache());
    expect(await findExecutable(cliBy(), machine.options)).toBe(inCache());
  });

  it('takes the one in the cache before it fetches one, and says nothing', async () => {
    await fakeCli(inCache());
    await fakeGo();
    expect(await findExecutable(cliBy(cliGoInstall), machine.options)).toBe(inCache());
    expect(machine.said).toEqual([]);
  });

  it('builds one with go install, tells people, and finds it in the cache the next time', async () => {
    await fakeGo();
    expect(await findExecutable(cliBy(cliGoInstall), machine.options)).toBe(inCache());
    expect(machine.said.join('\n')).toMatch(/go install.*a few minutes[^]*done after/);

    const without = { ...machine.options, env: { PATH: '' } };
    expect(await findExecutable(cliBy(cliGoInstall), without)).toBe(inCache());
  });

  it('fetches again when the one in the cache does not run here', async () => {
    await script(inCache(), 'exit 126');
    await fakeGo();
    expect(await findExecutable(cliBy(cliGoInstall), machine.options)).toBe(inCache());
    expect(machine.said.join('\n')).toContain('done after');
  });

  it('goes on to the next way when one fails', async () => {
    const broken = { name: 'broken way', fetch: () => Promise.reject(new Error('no luck')) };
    await fakeGo();
    expect(await findExecutable(cliBy(broken, cliGoInstall), machine.options)).toBe(inCache());
  });
});

describe('a wrong TEMPORAL_CLI_PATH', () => {
  const find = (path: string) =>
    findExecutable(cliBy(), { ...machine.options, env: { ...machine.env, TEMPORAL_CLI_PATH: path } });

  it.each([
    ['nothing', () => Promise.resolve(join(machine.bin, 'nothing')), 'there is no such file'],
    ['a folder', () => Promise.resolve(machine.bin), 'it is not a file'],
    [
      'a file that is not executable',
      async () => {
        const path = join(machine.bin, 'temporal');
        await writeFile(path, 'text');
        return path;
      },
      'it is not executable',
    ],
    ['a program that fails', () => script(join(machine.bin, 'bad'), 'echo oops; exit 3'), 'failed: oops'],
  ])('that names %s is an error, even where others could be found', async (_what, make, reason) => {
    await fakeCli(inCache());
    const path = await make();
    const error: unknown = await find(path).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ExecutablePathError);
    expect((error as Error).message).toContain(`TEMPORAL_CLI_PATH is set to ${path}`);
    expect((error as Error).message).toContain(reason);
  });
});

describe('a machine on which nothing works', () => {
  const messageOf = async (finding: Promise<string>): Promise<string> => {
    const error: unknown = await finding.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ExecutableUnavailableError);
    return (error as Error).message;
  };
  /** Port 1 has no listener: a download through this proxy fails at once, on every network. */
  const noNetwork = () => ({
    ...machine.options,
    env: { ...machine.env, HTTPS_PROXY: 'http://127.0.0.1:1' },
  });

  it('gets one message with every way to a CLI, why it failed, and what to do', async () => {
    await script(join(machine.bin, 'go'), 'echo "go: no such proxy" >&2; exit 1');
    const message = await messageOf(findExecutable(temporalCliExecutable, noNetwork()));
    expect(message).toMatch(/^No Temporal CLI here/);
    expect(message).toContain('temporal on the PATH: not there');
    expect(message).toMatch(/download by the Temporal SDK: .*temporal\.download/);
    expect(message).toContain('go install: go: no such proxy');
    expect(message).toContain('set TEMPORAL_CLI_PATH');
  }, 60_000);

  it('says that go is missing rather than how it failed', async () => {
    const message = await messageOf(findExecutable(cliBy(cliGoInstall), machine.options));
    expect(message).toContain('go install: there is no go on the PATH');
  });

  it('gets one message about the time-skipping server, too', async () => {
    await mkdir(machine.cacheDir, { recursive: true });
    const message = await messageOf(findExecutable(timeSkippingServerExecutable, noNetwork()));
    expect(message).toMatch(/^No time-skipping test server here/);
    expect(message).toMatch(/download by the Temporal SDK: .*temporal\.download/);
    expect(message).toContain('Maven: there is no mvn on the PATH');
    expect(message).toContain('set TEMPORAL_TEST_SERVER_PATH');
  }, 60_000);

  it('hears from Maven why it failed', async () => {
    await script(join(machine.bin, 'mvn'), 'echo "[ERROR] unknown host"; exit 1');
    const byMaven = { ...timeSkippingServerExecutable, ways: [mavenDownload] };
    expect(await messageOf(findExecutable(byMaven, machine.options))).toContain(
      'Maven: [ERROR] unknown host',
    );
  });
});

describe('a download that stalls', () => {
  it('is given up', async () => {
    const { createServer } = await import('node:net');
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await new Promise((wake) => silent.once('listening', wake));
    const { port } = silent.address() as { port: number };
    const options = {
      ...machine.options,
      env: { ...machine.env, HTTPS_PROXY: `http://127.0.0.1:${port}` },
    };
    const download = sdkDownload({ what: 'cli', title: 'Temporal CLI', version: '0.0.0', stallMs: 1_000 });
    await expect(findExecutable(cliBy(download), options)).rejects.toThrow('nothing came for 1 s');
    silent.close();
  }, 30_000);
});
