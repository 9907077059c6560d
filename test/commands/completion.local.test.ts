import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SHELLS } from '../../src/commands/look-up/completion.js';
import { completions } from '../../src/commands/terminal/completions.js';
import { createProgram } from '../../src/commands/program.js';
import { EDITION_NAMES, KINDS } from '../../src/contract/index.js';
import { SCHEMA_NAMES } from '../../src/schemas/index.js';
import { run } from '../support/processes.js';

const ENV = { IDMP_FHIR_BASE_URL: 'https://idmp.example.org', IDMP_EDITION: '2026-05' };

async function offered(words: string[], env: Record<string, string> = ENV): Promise<string[]> {
  const { candidates } = await completions(createProgram(env), env, words);
  return candidates.map(({ value }) => value);
}

async function takesFile(words: string[]): Promise<boolean> {
  return (await completions(createProgram(ENV), ENV, words)).takesFile;
}

describe('what may come next', () => {
  it.each([
    [['req'], ['request']],
    [['backfill-r'], ['backfill-results', 'backfill-resume']],
    [['help', 'po'], ['poll']],
    [['request', 'x.json', '--kind', ''], [...KINDS]],
    [['request', '--kind=p'], ['phpid']],
    [['request', '--kind', '=', 'p'], ['phpid']],
    [['request', '--kind', '='], [...KINDS]],
    [['validate', '--edition', '2025'], EDITION_NAMES.filter((name) => name.startsWith('2025'))],
    [['schema', ''], [...SCHEMA_NAMES]],
    [['schema', 'product', ''], []],
    [['completion', ''], [...SHELLS]],
    [['request', '--account', ''], ['default']],
    [['cancel', 'id', '--re'], ['--reason']],
    [['cancel', 'id', '--reason', ''], []],
    [['nonsense', ''], []],
    [['--v'], ['--version']],
  ])('of %j is %j', async (words, expected) => expect(await offered(words)).toEqual(expected));

  it('is all commands but the hidden one, on an empty line', async () => {
    expect(await offered([''])).toEqual(expect.arrayContaining(['request', 'status', 'doctor', 'help']));
    expect(await offered([''])).not.toContain('complete');
  });

  it.each([
    [['request', ''], true],
    [['validate', '--edition', '2026-05', 'exam'], true],
    [['backfill', 'x.csv', '--columns', ''], true],
    [['backfill-results', 'id', '--output', ''], true],
    [['request', 'x.json', ''], false],
    [['status', ''], false],
    [['request', '--kind', ''], false],
  ])('of %j: a file name is %s', async (words, expected) => expect(await takesFile(words)).toBe(expected));

  it('has no accounts, and says nothing, where the configuration is wrong', async () => {
    expect(await offered(['request', '--account', ''], { IDMP_EDITION: '1999' })).toEqual([]);
  });
});

const has = (shell: string): boolean => spawnSync(shell, ['-c', 'exit 0']).status === 0;
const root = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;

/** Puts an `idmp` of the sources on the PATH, and writes the scripts that it prints. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'idmp-completion-'));
  mkdirSync(join(folder, 'files'));
  writeFileSync(join(folder, 'files', 'tablet.json'), '{}');
  const tsx = join(root, 'node_modules/tsx/dist/loader.mjs');
  const idmp = join(folder, 'idmp');
  writeFileSync(idmp, `#!/bin/sh\nexec ${process.execPath} --import ${tsx} ${root}/src/starter.ts "$@"\n`);
  chmodSync(idmp, 0o755);
  for (const shell of SHELLS.filter((each) => each === 'powershell' || has(each))) {
    const printed = run('src/starter.ts', ['completion', shell], {});
    expect(await printed.ended).toMatchObject({ code: 0 });
    writeFileSync(join(folder, shell === 'zsh' ? '_idmp' : `idmp.${shell}`), printed.stdout());
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function shell(name: string, args: string[], input = ''): string {
  const PATH = `${folder}:${process.env.PATH}`;
  const env = { ...process.env, ...ENV, PATH, HOME: folder, ZDOTDIR: folder, TERM: 'xterm' };
  const { stdout, stderr } = spawnSync(name, args, {
    cwd: folder,
    env,
    input,
    encoding: 'utf8',
    timeout: 50_000,
  });
  return stdout + stderr;
}

describe('completion in bash', () => {
  /** Completes the words as bash hands them to the function. */
  const inBash = (...words: string[]): string =>
    shell('bash', [
      '--norc',
      '-c',
      'source idmp.bash; source idmp.bash; COMP_WORDS=(idmp "$@"); COMP_CWORD=$#; _idmp 2>/dev/null; echo "${COMPREPLY[*]}"; complete -p idmp',
      'bash',
      ...words,
    ]);

  it('offers commands and accounts, without the package bash-completion', () => {
    expect(inBash('backfill-r')).toContain('backfill-results backfill-resume\n');
    expect(inBash('request', '--account', '')).toMatch(/^default\n[^]*complete -F _idmp idmp/);
  });

  it('does not run the words of the line', () => {
    inBash('request', '$(touch ran)', '');
    expect(shell('ls', [])).not.toContain('ran');
  });

  it('offers files at a real prompt', () => {
    const typed = 'source idmp.bash\nidmp validate files/tab\t--help\nexit\n';
    const seen = shell('script', ['-qec', 'bash --norc -i', '/dev/null'], typed);
    expect(seen).toContain('idmp validate files/tablet.json --help');
  });
});

(has('zsh') ? describe : describe.skip)('completion in zsh (skipped where there is none)', () => {
  it('is a function that zsh takes', () => {
    const script =
      'fpath=($PWD $fpath); autoload -U compinit; compinit -u; print ${_comps[idmp]}; source ./_idmp && echo taken';
    expect(shell('zsh', ['-f', '-c', script])).toMatch(/_idmp[\s\S]*taken/);
  });
});

(has('fish') ? describe : describe.skip)('completion in fish (skipped where there is none)', () => {
  it('offers commands and choices with what they mean, and files', () => {
    const ask = (line: string): string =>
      shell('fish', ['--no-config', '-c', `source idmp.fish; complete --do-complete "${line}"`]);
    expect(ask('idmp backfill-r')).toMatch(/^backfill-results\tprint what[\s\S]*^backfill-resume\t/m);
    expect(ask('idmp request --kind ')).toMatch(/^gsid$[\s\S]*^phpid$/m);
    expect(ask('idmp request files/')).toContain('files/tablet.json');
  });
});
