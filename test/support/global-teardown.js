/** After all system tests: stops what global-setup.js started. */

export default async function globalTeardown() {
  await globalThis.systemTestServer?.stop();
}
