import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { DataConverter } from '@temporalio/common';
import { failureConverterPath } from '../encryption/index.js';
import type { BundleOptions, WorkerOptions } from '@temporalio/worker';

/**
 * Modules whose `interceptors` are built into the workflow code, as paths or package names: the one place that lists them, for
 * `npm run build` and for workers that bundle at their start. They are in all workflow code, whatever the environment says.
 */
export const workflowInterceptorModules: string[] = [];

/** Modules of a data converter that belong into the workflow code, since they run in the workflow sandbox. */
type ConverterModules = Pick<DataConverter, 'payloadConverterPath' | 'failureConverterPath'>;

/** A file of `dist` that `npm run build` leaves, and the converter modules that are built into it. */
export interface BuiltBundle {
  path: string;
  converters: ConverterModules;
}

/** What `npm run build` makes; below `src` none of it is there. */
export const BUILT_BUNDLES: readonly BuiltBundle[] = [
  { path: inDist('workflow-bundle.js'), converters: {} },
  { path: inDist('workflow-bundle-encrypted.js'), converters: { failureConverterPath } },
];

function inDist(name: string): string {
  return fileURLToPath(new URL(`../${name}`, import.meta.url));
}

/**
 * How workflow code is bundled. Every cached workflow has modules of its own, and each module costs for what it exports: made
 * into one by webpack, ours take a fifth less memory of a waiting request.
 */
const bundlerOptions: WorkerOptions['bundlerOptions'] = {
  webpackConfigHook: (config) => ({
    ...config,
    optimization: {
      ...config.optimization,
      providedExports: true,
      usedExports: true,
      concatenateModules: true,
    },
  }),
};

const workflowsPath = fileURLToPath(new URL('../workflows', import.meta.url));

/** Options of `bundleWorkflowCode` for a built bundle. */
export function buildOptions({
  payloadConverterPath,
  failureConverterPath,
}: ConverterModules): BundleOptions {
  return {
    workflowsPath,
    workflowInterceptorModules,
    payloadConverterPath,
    failureConverterPath,
    ...bundlerOptions,
  };
}

/**
 * The workflow code of a worker: as `npm run build` bundled it, where that has the same converters in it, else bundled at the
 * start, which takes seconds. (With another failure converter, say, messages of failures would go out unencrypted.)
 */
export function workflowCode(
  dataConverter: DataConverter,
  bundles: readonly BuiltBundle[] = BUILT_BUNDLES,
): Partial<WorkerOptions> {
  const built = bundles.find(
    ({ path, converters }) => hasSameConverters(converters, dataConverter) && existsSync(path),
  );
  if (built !== undefined) return { workflowBundle: { codePath: built.path } };
  return { workflowsPath, bundlerOptions, interceptors: { workflowModules: workflowInterceptorModules } };
}

function hasSameConverters(one: ConverterModules, other: ConverterModules): boolean {
  return (
    one.payloadConverterPath === other.payloadConverterPath &&
    one.failureConverterPath === other.failureConverterPath
  );
}
