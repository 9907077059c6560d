import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { chromiumExecutable } from '../../../dev/browser/chromium.js';
import type { Way } from '../../../dev/temporal/executable.js';
import { findExecutable } from '../../../dev/temporal/find.js';
import { emptyMachine, script, type Machine } from '../temporal/fakes.js';

let machine: Machine;
beforeEach(async () => {
  machine = await emptyMachine();
});
afterEach(async () => {
  await machine.dispose();
});

const fakeBrowser = (path: string): Promise<string> => script(path, 'echo "Chromium 1.2.3"');
/** Chromium with only those ways to fetch it that do not download 100 MB. */
const by = (...ways: Way[]) => ({ ...chromiumExecutable, ways });
const fetched: Way = {
  name: 'fake download',
  fetch: async ({ staging, file }) => void (await fakeBrowser(join(staging, file))),
};

describe('looking for Chromium', () => {
  it('takes the one that CHROMIUM_PATH names before all others', async () => {
    await fakeBrowser(join(machine.bin, 'chromium'));
    const named = await fakeBrowser(join(machine.bin, '..', 'elsewhere', 'browser'));
    const options = { ...machine.options, env: { ...machine.env, CHROMIUM_PATH: named } };
    expect(await findExecutable(by(), options)).toBe(named);
  });

  it.each(['chromium', 'chromium-browser', 'google-chrome'])('takes %s on the PATH', async (command) => {
    const onPath = await fakeBrowser(join(machine.bin, command));
    expect(await findExecutable(by(), machine.options)).toBe(onPath);
  });

  it('passes over a wrapper without a browser behind it, as Ubuntu has one', async () => {
    await script(join(machine.bin, 'chromium-browser'), 'echo "requires the chromium snap" >&2; exit 1');
    const chrome = await fakeBrowser(join(machine.bin, 'google-chrome'));
    expect(await findExecutable(by(), machine.options)).toBe(chrome);
  });

  it('fetches one where there is none, and finds it the next time', async () => {
    const first = await findExecutable(by(fetched), machine.options);
    expect(await findExecutable(by(), machine.options)).toBe(first);
  });

  it('says on a machine without network and packages what was tried and what to do', async () => {
    // Port 1 has no listener: a download through this proxy fails at once, on every network.
    const env = { ...machine.env, HTTPS_PROXY: 'http://127.0.0.1:1' };
    const error: unknown = await findExecutable(chromiumExecutable, { ...machine.options, env }).catch(
      (thrown: unknown) => thrown,
    );
    expect((error as Error).message).toMatch(
      /No Chromium here[^]*chromium on the PATH: not there[^]*download by Playwright: [^]*apt-get[^]*CHROMIUM_PATH/,
    );
  });
});
