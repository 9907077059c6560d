/** The codec server: shows encrypted payloads to Temporal's web UI and command line (docs/encryption.md). */
export { buildCodecServer } from './server.js';
export { readCodecServerSettings } from './settings.js';
