import { readFileSync } from 'node:fs';
import { Secret } from '../configuration/secret.js';

/** An AES-256 key for payloads, with an id that is in the plain metadata of each payload. */
export interface EncryptionKey {
  id: string;
  /** 32 bytes, in base64. */
  key: Secret;
}

/** Keys in the order of the configuration: the first one encrypts, all decrypt. An empty list means no encryption. */
export type EncryptionKeys = readonly EncryptionKey[];

/** The keys of the environment, with the problems found. */
export interface ReadEncryptionKeys {
  keys: EncryptionKeys;
  problems: string[];
}

/** Name of the variable with the keys. */
export const KEYS = 'IDMP_ENCRYPTION_KEYS';
const KEYS_FILE = 'IDMP_ENCRYPTION_KEYS_FILE';

/** Form of an id. It is too short for a key, so that a key in the place of an id is found before it is printed. */
export const KEY_ID = /^[A-Za-z0-9._-]{1,32}$/;

/**
 * Reads the keys (`keyId:base64,keyId:base64`) from the environment, or from the file that it names. The file may have line
 * breaks in place of commas. Problems name a key by its position only, because the id may be a misplaced key.
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

/** Parses the keys. A set variable gives a key or a problem, so that encryption is never off by mistake. */
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
  if (before.some((each) => each.id === id)) return 'has the id of an earlier key';
  return null;
}

function isKey(text: string): boolean {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === 32 && bytes.toString('base64') === text;
}

function refuse(problem: string): ReadEncryptionKeys {
  return { keys: [], problems: [problem] };
}
