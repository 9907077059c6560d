import { cp, mkdir, readFile, symlink } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import which from 'which';
import { builtFolder, compilation } from '../../support/built-product.js';
import { fetchedOnce } from './fetched-once.js';
import { inBackground } from './in-background.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const example = (...path: string[]): string => join(ROOT, 'examples/callers', ...path);

/** A program to run; the arguments of the example follow. */
export interface Program {
  command: string;
  args: string[];
  env?: Record<string, string>;
}

/** An example in one language. */
export interface Caller {
  language: 'typescript' | 'python' | 'go' | 'java';
  /** Tools that must be on the PATH; an example with a missing tool is skipped. */
  tools: string[];
  /** Fetches and builds what it needs, outside of the repository. @param folder of this run alone */
  prepare(folder: string): Promise<Program>;
}

export const CALLERS: Caller[] = [
  { language: 'typescript', tools: ['npm', 'tar'], prepare: prepareTypescript },
  { language: 'python', tools: ['python3', 'pip3'], prepare: preparePython },
  { language: 'go', tools: ['go'], prepare: prepareGo },
  { language: 'java', tools: ['java', 'mvn'], prepare: prepareJava },
];

/** Lists those of its tools that are not on the PATH. */
export function missingTools({ tools }: Caller): string[] {
  return tools.filter((tool) => which.sync(tool, { nothrow: true }) === null);
}

/**
 * The package as npm packs it, in a project that has only the example and the dependencies of package.json:
 * the dependencies themselves are the installed ones.
 */
async function prepareTypescript(folder: string): Promise<Program> {
  const [staging, project] = [join(folder, 'package'), join(folder, 'project')];
  const installed = join(project, 'node_modules/idmp-worker');
  await mkdir(installed, { recursive: true });
  for (const part of ['package.json', 'schemas'])
    await cp(join(ROOT, part), join(staging, part), { recursive: true });
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const built = builtFolder();
  if (built === null) await inBackground(process.execPath, compilation(join(staging, 'dist')), ROOT);
  else await cp(built, join(staging, 'dist'), { recursive: true });
  await inBackground('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], staging);
  const { name, version, dependencies } = await packageJson(join(ROOT, 'package.json'));
  await inBackground(
    'tar',
    ['-xzf', join(folder, `${name}-${version}.tgz`), '--strip-components=1', '-C', installed],
    folder,
  );
  await cp(example('typescript'), project, {
    recursive: true,
    filter: (path) => !/node_modules|dist$/.test(path),
  });
  const { devDependencies } = await packageJson(join(project, 'package.json'));
  for (const dependency of Object.keys({ ...dependencies, ...devDependencies })) {
    await mkdir(dirname(join(project, 'node_modules', dependency)), { recursive: true });
    await symlink(join(ROOT, 'node_modules', dependency), join(project, 'node_modules', dependency));
  }
  await inBackground(process.execPath, [tsc], project);
  return { command: process.execPath, args: [join(project, 'dist/caller.js')] };
}

interface PackageJson {
  name: string;
  version: string;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}

async function packageJson(path: string): Promise<PackageJson> {
  return JSON.parse(await readFile(path, 'utf8')) as PackageJson;
}

/** Uses ready-made wheels alone, because building the SDK's core from Rust would take longer than all tests. */
async function preparePython(): Promise<Program> {
  const requirements = example('python/requirements.txt');
  const packages = await fetchedOnce('python', requirements, async (target) => {
    const options = ['--quiet', '--no-compile', '--only-binary', ':all:', '--target', target];
    await inBackground('python3', ['-m', 'pip', 'install', ...options, '-r', requirements], target);
  });
  const path = [packages, process.env.PYTHONPATH ?? ''].filter((each) => each !== '').join(delimiter);
  return { command: 'python3', args: [example('python/caller.py')], env: { PYTHONPATH: path } };
}

/** Go keeps compiled packages in a cache of its own, those of the Temporal CLI with the same versions included. */
async function prepareGo(folder: string): Promise<Program> {
  const command = join(folder, 'caller');
  await inBackground('go', ['build', '-o', command, '.'], example('go'));
  return { command, args: [] };
}

/** Java compiles a single file as it starts it. */
async function prepareJava(): Promise<Program> {
  const pom = example('java/pom.xml');
  const jars = await fetchedOnce('java', pom, async (target) => {
    const options = ['-DincludeScope=runtime', `-DoutputDirectory=${target}`];
    await inBackground(
      'mvn',
      ['--batch-mode', '--quiet', '-f', pom, 'dependency:copy-dependencies', ...options],
      target,
    );
  });
  const source = example('java/src/main/java/Caller.java');
  return { command: 'java', args: ['-XX:TieredStopAtLevel=1', '-cp', join(jars, '*'), source] };
}
