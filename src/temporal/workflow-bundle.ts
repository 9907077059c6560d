import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { DataConverter } from '@temporalio/common';
import type { BundleOptions, WorkerOptions } from '@temporalio/worker';
import { failureConverterPath } from '../encryption/index.js';
import { WORKFLOW_INTERCEPTORS } from '../observability/tracing.js';

/** The parts of a bundle beside the workflows that run in the workflow sandbox. */
export interface BundleContents {
  /** Path of the data converter's module. */
  failureConverterPath: string | null;
  isTraced: boolean;
}

/** A bundle in `dist`, written by `npm run build`. */
export interface BuiltBundle extends BundleContents {
  path: string;
}

/** The bundles that `npm run build` writes. Code that runs from `src` does not have them. */
export const BUILT_BUNDLES: readonly BuiltBundle[] = [
  { path: inDist('workflow-bundle.js'), failureConverterPath: null, isTraced: false },
  { path: inDist('workflow-bundle-encrypted.js'), failureConverterPath, isTraced: false },
  { path: inDist('workflow-bundle-traced.js'), failureConverterPath: null, isTraced: true },
  { path: inDist('workflow-bundle-encrypted-traced.js'), failureConverterPath, isTraced: true },
];

function inDist(name: string): string {
  return fileURLToPath(new URL(`../${name}`, import.meta.url));
}

/**
 * Options for bundling workflow code. Each cached workflow has its own modules, and each module needs memory for its exports.
 * If webpack joins them into one module, a waiting request takes a fifth less memory.
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

const interceptorsOf = ({ isTraced }: BundleContents): string[] => (isTraced ? [WORKFLOW_INTERCEPTORS] : []);

/**
 * Builds the options of `bundleWorkflowCode` for a built bundle.
 *
 * @public scripts/bundle-workflows.js imports it from the built product.
 */
export function buildOptions(contents: BundleContents): BundleOptions {
  return {
    workflowsPath,
    workflowInterceptorModules: interceptorsOf(contents),
    ...(contents.failureConverterPath === null
      ? {}
      : { failureConverterPath: contents.failureConverterPath }),
    ...bundlerOptions,
  };
}

/** The part of a worker's options with its workflow code. */
export type WorkflowCode =
  | Pick<WorkerOptions, 'workflowBundle'>
  | Pick<WorkerOptions, 'workflowsPath' | 'bundlerOptions' | 'interceptors'>;

/**
 * Chooses the workflow code of a worker: the built bundle with the same contents, or else a bundle made at the start, which
 * takes seconds. The contents must be the same: with another failure converter, for example, failures would be unencrypted.
 */
export function workflowCode(
  dataConverter: Pick<DataConverter, 'failureConverterPath'>,
  isTraced: boolean,
  bundles: readonly BuiltBundle[] = BUILT_BUNDLES,
): WorkflowCode {
  const contents: BundleContents = {
    failureConverterPath: dataConverter.failureConverterPath ?? null,
    isTraced,
  };
  const built = bundles.find(
    (each) =>
      each.failureConverterPath === contents.failureConverterPath &&
      each.isTraced === isTraced &&
      existsSync(each.path),
  );
  if (built !== undefined) return { workflowBundle: { codePath: built.path } };
  return { workflowsPath, bundlerOptions, interceptors: { workflowModules: interceptorsOf(contents) } };
}
