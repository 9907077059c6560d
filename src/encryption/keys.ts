import { readFileSync } from 'node:fs';
import { Secret } from '../configuration/secret.js';

/** A key for payloads: AES-256, known by an id that stands beside each payload in the clear. */
export interface EncryptionKey {
  id: string;
  /** 32 bytes, in base64. */
  key: Secret;
}

/** Keys in the order of the configuration: the first encrypts, all decrypt. None: no encryption. */
export type EncryptionKeys = readonly EncryptionKey[];

export interface ReadEncryptionKeys {
  keys: EncryptionKeys;
  problems: string[];
}

export const KEYS = 'IDMP_ENCRYPTION_KEYS';
const KEYS_FILE = 'IDMP_ENCRYPTION_KEYS_FILE';

/** Too short to be a key itself, so that one in the wrong place is found out before anybody prints it. */
export const KEY_ID = /^[A-Za-z0-9._-]{1,32}$/;

/**
 * Reads the keys (`keyId:base64,keyId:base64`) from the environment, or from the file that it names, where line breaks may
 * stand for commas. Problems name a key by its place, and repeat nothing of it: id and key may have changed places.
 */
export function readEncryptionKeys(env: NodeJS.ProcessEnv): ReadEncryptionKeys {
  const [value = '', path = ''] = [env[KEYS], env[KEYS_FILE]];
  if (value !== '' && path !== '') return refuse(`${KEYS} and ${KEYS_FILE} are both set: keep one`);
  if (path === '') return value === '' ? { keys: [], problems: [] } : parseKeys(value, KEYS);
  try {
    return parseKeys(readFileSync(path, 'utf8'), KEYS_FILE);
  } catch {
    return refuse(`${KEYS_FILE} names a file that cannot be read`);
  }
}

/** Where something is set, there is a key or a problem: nobody may believe in an encryption that is not there. */
function parseKeys(text: string, source: string): ReadEncryptionKeys {
  const entries = text.trim().split(/\s*[,\n]\s*/);
  const keys: EncryptionKey[] = [];
  const problems: string[] = [];
  for (const [index, entry] of entries.entries()) {
    const [id = '', key = '', ...more] = entry.split(':');
    const problem = findProblem(id, key, more, keys);
    if (problem === null) keys.push({ id, key: new Secret(key) });
    else problems.push(`${source}: key ${index + 1} of ${entries.length} ${problem}`);
  }
  return problems.length === 0 ? { keys, problems } : { keys: [], problems };
}

function findProblem(id: string, key: string, more: string[], before: EncryptionKeys): string | null {
  if (key === '' || more.length > 0) return 'must have the form keyId:base64';
  if (!KEY_ID.test(id)) return 'must have an id of 1 to 32 letters, digits, dots, underscores and hyphens';
  if (!isKey(key)) return 'must be 32 bytes in base64 (openssl rand -base64 32)';
  if (before.some((each) => each.id === id)) return 'has the id of another one before it';
  return null;
}

function isKey(text: string): boolean {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === 32 && bytes.toString('base64') === text;
}

function refuse(problem: string): ReadEncryptionKeys {
  return { keys: [], problems: [problem] };
}
