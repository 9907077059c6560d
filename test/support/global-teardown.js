/** After all system tests: stops what global-setup.js started. */
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types -- JavaScript has none
export default async function globalTeardown() {
  await globalThis.systemTestServer?.stop();
}
