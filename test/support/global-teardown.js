/** After all system tests: stops and removes what global-setup.js made. */

export default async function globalTeardown() {
  await globalThis.systemTestServer?.stop();
  await globalThis.builtProduct?.remove();
}
