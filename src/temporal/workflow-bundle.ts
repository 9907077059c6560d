import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { DataConverter } from '@temporalio/common';
import type { BundleOptions, WorkerOptions } from '@temporalio/worker';
import { failureConverterPath } from '../encryption/index.js';
import { WORKFLOW_INTERCEPTORS } from '../observability/tracing.js';

/** What stands in the workflow code beside the workflows, since it runs in their sandbox. */
export interface BundleContents {
  /** Module of the data converter's. */
  failureConverterPath: string | null;
  isTraced: boolean;
}

/** A file of `dist` that `npm run build` leaves. */
export interface BuiltBundle extends BundleContents {
  path: string;
}

/** What `npm run build` makes; below `src` none of it is there. */
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

/** The part of a worker's options that says what its workflow code is. */
export type WorkflowCode =
  | Pick<WorkerOptions, 'workflowBundle'>
  | Pick<WorkerOptions, 'workflowsPath' | 'bundlerOptions' | 'interceptors'>;

/**
 * The workflow code of a worker: as `npm run build` bundled it, where the same is in it, else bundled at the start, which takes
 * seconds. (With another failure converter, say, messages of failures would go out unencrypted.)
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
