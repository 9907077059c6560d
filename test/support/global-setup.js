import { tsImport } from 'tsx/esm/api';

/**
 * Runs before all system tests. Plain JavaScript, because jest applies its transforms to this file, but not its
 * `moduleNameMapper`: a TypeScript file could not import `./x.js` and receive `./x.ts`. tsx can.
 */

export default async function globalSetup({ testPathPatterns }) {
  const { startSystemTestServer } = await tsImport('./system-test-server.ts', import.meta.url);
  globalThis.systemTestServer = await startSystemTestServer();
  // Runs of single files are faster without a build.
  if (testPathPatterns.patterns.length > 0) return;
  const { buildProduct } = await tsImport('./built-product.ts', import.meta.url);
  globalThis.builtProduct = await buildProduct();
}
