/** Embedded Temporal servers for the demo, development and tests, so that users need not install one. */
export { temporalCli } from './temporal-cli.js';
export { timeSkippingServer } from './time-skipping-server.js';
export { startDevServer, DevServerStartError, type DevServer, type DevServerOptions } from './dev-server.js';
