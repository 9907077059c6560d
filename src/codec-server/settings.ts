import { readFileSync } from 'node:fs';
import { ConfigError, readKeys } from '../configuration/config.js';
import type { EncryptionKeys } from '../encryption/index.js';
import { listenAddress, type ListenAddress } from '../configuration/listen-address.js';
import { Secret } from '../configuration/secret.js';

/** The settings of the codec server. `docs/encryption.md` describes each variable. */
export interface CodecServerSettings {
  address: ListenAddress;
  /** Origin of Temporal's web UI, for example `https://temporal.example.org`. Pages of other origins are refused. */
  uiOrigin: string;
  /** The token that gives access to all payloads. */
  token: Secret;
  keys: EncryptionKeys;
}

const DEFAULT_ADDRESS = '127.0.0.1:8234';
/** Minimal length of the token, in characters (`openssl rand -hex 16`), because a short token can be guessed. */
const SHORTEST_TOKEN = 32;

/** Reads and checks the environment. @throws ConfigError that names each invalid field, and never has a secret */
export function readCodecServerSettings(env: NodeJS.ProcessEnv): CodecServerSettings {
  const problems: string[] = [];
  const collect = <T>(read: () => T): T | null => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      problems.push(...error.problems);
      return null;
    }
  };
  const keys = collect(() => readRequiredKeys(env));
  const token = collect(() => readToken(env));
  const uiOrigin = collect(() => parseOrigin(env.IDMP_CODEC_UI_ORIGIN ?? ''));
  const address = collect(() => parseAddress(env.IDMP_CODEC_ADDRESS || DEFAULT_ADDRESS));
  if (keys === null || token === null || uiOrigin === null || address === null)
    throw new ConfigError(problems);
  return { address, uiOrigin, token, keys };
}

function readRequiredKeys(env: NodeJS.ProcessEnv): EncryptionKeys {
  const keys = readKeys(env);
  if (keys.length > 0) return keys;
  throw new ConfigError(['IDMP_ENCRYPTION_KEYS is missing: the codec server needs the keys of the payloads']);
}

function readToken({
  IDMP_CODEC_TOKEN: value = '',
  IDMP_CODEC_TOKEN_FILE: path = '',
}: NodeJS.ProcessEnv): Secret {
  if (value !== '' && path !== '') {
    throw new ConfigError(['IDMP_CODEC_TOKEN and IDMP_CODEC_TOKEN_FILE are both set: keep one']);
  }
  const source = path === '' ? 'IDMP_CODEC_TOKEN' : 'IDMP_CODEC_TOKEN_FILE';
  const token = path === '' ? value : readTokenFile(path);
  if (token === '' && path === '') {
    throw new ConfigError(['IDMP_CODEC_TOKEN is missing: set it, or IDMP_CODEC_TOKEN_FILE']);
  }
  if (token.length < SHORTEST_TOKEN || !/^[\x21-\x7e]+$/.test(token)) {
    throw new ConfigError([
      `${source} must be at least ${SHORTEST_TOKEN} printable characters without blanks (openssl rand -hex 32)`,
    ]);
  }
  return new Secret(token);
}

function readTokenFile(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    throw new ConfigError(['IDMP_CODEC_TOKEN_FILE names a file that cannot be read']);
  }
}

function parseOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && /^https?:$/.test(url.protocol) && `${url.origin}/` === url.href) return url.origin;
  throw new ConfigError([
    "IDMP_CODEC_UI_ORIGIN must be the origin of Temporal's web UI, such as https://temporal.example.org or http://localhost:8233",
  ]);
}

function parseAddress(text: string): ListenAddress {
  const { data: address } = listenAddress.safeParse(text);
  if (address !== undefined) return address;
  throw new ConfigError(['IDMP_CODEC_ADDRESS must be host:port, such as 127.0.0.1:8234']);
}
