import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildCodecServer, readCodecServerSettings } from '../src/codec-server/index.js';

/** A codec server for the embedded web UI. */
export interface DevCodecServer {
  url: string;
  /** File with the token for signing in. It is kept, so that a browser stays signed in. */
  tokenFile: string;
  close(): Promise<void>;
}

/** Starts a codec server with the keys of the environment; null if payloads are not encrypted. */
export async function startDevCodecServer(
  env: NodeJS.ProcessEnv,
  folder: string,
  uiPort: number,
  port: number,
): Promise<DevCodecServer | null> {
  const { IDMP_ENCRYPTION_KEYS, IDMP_ENCRYPTION_KEYS_FILE } = env;
  if (!IDMP_ENCRYPTION_KEYS && !IDMP_ENCRYPTION_KEYS_FILE) return null;
  const tokenFile = join(folder, 'codec-token');
  if (!existsSync(tokenFile)) {
    writeFileSync(tokenFile, `${randomBytes(16).toString('hex')}\n`, { mode: 0o600 });
  }
  const settings = readCodecServerSettings({
    IDMP_ENCRYPTION_KEYS,
    IDMP_ENCRYPTION_KEYS_FILE,
    IDMP_CODEC_TOKEN_FILE: tokenFile,
    IDMP_CODEC_UI_ORIGIN: `http://127.0.0.1:${uiPort}`,
    IDMP_CODEC_ADDRESS: `127.0.0.1:${port}`,
  });
  const server = buildCodecServer(settings);
  const url = await server.listen({ ...settings.address });
  return { url, tokenFile, close: () => server.close() };
}
