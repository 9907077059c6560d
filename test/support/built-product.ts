import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import type { BuiltBundle } from '../../src/temporal/workflow-bundle.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Product as `npm run build` makes it, for one run of the whole suite. Its processes start in half the time. */
export interface BuiltProduct {
  remove(): Promise<void>;
}

/** Builds `src` into a folder of this run's own, which its tests find by {@link builtFolder}. */
export async function buildProduct(): Promise<BuiltProduct> {
  // Beside `dist`, so that package.json defines the type of modules.
  const folder = await mkdtemp(join(ROOT, '.test-build-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const node = (...args: string[]): Promise<unknown> => execa(process.execPath, args, { cwd: ROOT });
  try {
    await node(...compilation(folder));
    await node('scripts/bundle-workflows.js', folder);
  } catch (error) {
    await remove();
    throw error;
  }
  process.env.TEST_BUILD = folder;
  return { remove };
}

/** Arguments of Node, in the repository, that compile `src` into a folder. */
export function compilation(folder: string): string[] {
  return ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', '--noCheck', '--outDir', folder];
}

/** Folder of the product that was built for this run; null if it was not built. */
export function builtFolder(): string | null {
  const folder = process.env.TEST_BUILD ?? '';
  return folder === '' ? null : folder;
}

/** Arguments of Node that run a file of the repository: the built one, else by tsx, as the npm scripts do. */
export function nodeArguments(file: string): string[] {
  const folder = builtFolder();
  const built = /^src\/(.*)\.ts$/.exec(file);
  return folder === null || built === null ? ['--import', 'tsx', file] : [join(folder, `${built[1]}.js`)];
}

/** Workflow code of workers in the test's process; empty if they were not built. */
export function builtBundles(): BuiltBundle[] {
  const folder = builtFolder();
  if (folder === null) return [];
  return [{ path: join(folder, 'workflow-bundle.js'), failureConverterPath: null, isTraced: false }];
}
