/**
 * Bundles the compiled workflows (second half of `npm run build`), so that workers start without a build. Writes the files that
 * src/temporal/workflow-bundle.ts looks for in `dist`, or in the folder that is given.
 */
import { rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';

const folder = resolve(process.argv[2] ?? fileURLToPath(new URL('../dist', import.meta.url)));
const { BUILT_BUNDLES, buildOptions } = await import(
  pathToFileURL(join(folder, 'temporal/workflow-bundle.js'))
);

const silent = Object.fromEntries(['log', 'trace', 'debug', 'info'].map((level) => [level, () => undefined]));
const logger = { ...silent, warn: console.warn, error: console.error };

for (const { path, ...contents } of BUILT_BUNDLES) {
  const { code } = await bundleWorkflowCode({ ...buildOptions(contents), logger });
  // A worker that starts meanwhile finds either the old file or the new file, both whole.
  await writeFile(`${path}.new`, code);
  await rename(`${path}.new`, path);
  console.log(`${path}: ${Math.round(code.length / 1024)} KiB`);
}
