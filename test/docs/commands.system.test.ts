import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { searchAttributes } from '../../dev/search-attributes.js';
import { startDevServer, type DevServer } from '../../dev/temporal/index.js';
import { EDITION_NAMES } from '../../src/contract/index.js';
import { builtFolder } from '../support/built-product.js';
import { commandLine, type CommandLine } from '../commands/support/command-line.js';
import { account, startTestSystem, type TestSystem } from '../support/system.js';
import { codeOf, ROOT, type CodeInPage } from './support/pages.js';

jest.setTimeout(240_000);

/** Pages whose ```sh blocks all run, except blocks marked `sh not-run: reason` or `sh serves`. */
const PAGES = ['README.md', 'docs/getting-started.md', 'docs/connect.md', 'docs/backfills.md'];

/** Blocks of the README that do not run here, by their first words, with the reason. */
const NOT_RUN: Record<string, string> = {
  'npm ci && npm run demo': 'CI installs and tests; the demo has a test of its own (test/dev)',
  'npm run dev': 'serves until Ctrl-C',
  'npm ci && npm run build': 'needs the real service',
};

let temporal: DevServer;
let system: TestSystem;
let line: CommandLine;
/** Folder with an `idmp`, built or of the sources, and the reader's own file. */
let folder: string;

beforeAll(async () => {
  // The pages use the default account, and Schedules belong to the namespace, so this test has its own server.
  temporal = await startDevServer({ headless: true, searchAttributes });
  system = await startTestSystem({
    address: temporal.address,
    accounts: (sandbox) => [
      ...EDITION_NAMES.map((edition) => account(edition, sandbox)),
      account('2026-05', sandbox, { name: 'default' }),
    ],
  });
  line = commandLine(system);
  folder = mkdtempSync(join(tmpdir(), 'idmp-docs-'));
  const idmp = join(folder, 'idmp');
  const built = builtFolder();
  const tsx = join(ROOT, 'node_modules/tsx/dist/loader.mjs');
  const starter = built === null ? `--import ${tsx} ${ROOT}/src/starter.ts` : join(built, 'starter.js');
  writeFileSync(idmp, `#!/bin/sh\nexec ${process.execPath} ${starter} "$@"\n`);
  chmodSync(idmp, 0o755);
  copyFileSync(join(ROOT, 'examples/backfill/portfolio.csv'), join(folder, 'portfolio.csv'));
});
afterAll(async () => {
  await system?.stop();
  await temporal?.stop();
  line?.close();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs a block as a reader does; a failing command ends it. Commands of npm run in the repository, others in the reader's folder. */
async function runBlock(script: string): Promise<Ended> {
  const kept = Object.entries(process.env).filter(([name]) => !/^(IDMP_|TEMPORAL_|NODE_OPTIONS)/.test(name));
  const env = { ...Object.fromEntries(kept), ...line.env, PATH: `${folder}:${process.env.PATH}` };
  const cwd = /^npm /m.test(script) ? ROOT : folder;
  const child = spawn('bash', ['-euo', 'pipefail', '-c', script], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { code, stdout, stderr };
}

const reasonOf = ({ meta, text: script }: CodeInPage): string | undefined =>
  /^(serves|not-run: .+)$/.exec(meta ?? '')?.[1] ??
  Object.entries(NOT_RUN).find(([begin]) => script.startsWith(begin))?.[1];

/** Removes the addresses, which are those of `npm run dev`, because the test has servers of its own. */
const withoutExports = (script: string): string => script.replace(/^export .*$/gm, '').trim();

const blocks = PAGES.flatMap(codeOf).filter(({ lang }) => lang === 'sh');
const toRun = blocks
  .filter((block) => reasonOf(block) === undefined)
  .map((block) => ({ ...block, script: withoutExports(block.text) }))
  .filter(({ script }) => script !== '');

describe('the commands of the pages for newcomers', () => {
  it.each(toRun.map((block) => [`${block.page}:${block.line}`, block.script] as const))(
    'do what %s says',
    async (_, script) => {
      expect(await runBlock(script)).toMatchObject({ code: 0 });
    },
  );
});

describe('what is not run', () => {
  it('is what the table says, and no more', () => {
    const used = Object.keys(NOT_RUN).filter((begin) =>
      blocks.some(({ text: script }) => script.startsWith(begin)),
    );
    expect(used).toEqual(Object.keys(NOT_RUN));
    expect(toRun.length).toBeGreaterThan(5);
  });
});
