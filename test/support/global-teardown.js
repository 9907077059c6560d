/** Runs after all system tests: stops and removes the server and the build of global-setup.js. */

export default async function globalTeardown() {
  await globalThis.systemTestServer?.stop();
  await globalThis.builtProduct?.remove();
}
