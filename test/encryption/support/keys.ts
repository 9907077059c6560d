import { createHash } from 'node:crypto';
import { readEncryptionKeys, type EncryptionKeys } from '../../../src/encryption/index.js';

/** Makes an entry of `IDMP_ENCRYPTION_KEYS`; the seed decides the key, so that tests can make it again. */
export function aKey(id: string, seed = id): string {
  return `${id}:${createHash('sha256').update(seed).digest('base64')}`;
}

/** Parses the keys of a value of `IDMP_ENCRYPTION_KEYS`. */
export function keysOf(value: string): EncryptionKeys {
  const { keys, problems } = readEncryptionKeys({ IDMP_ENCRYPTION_KEYS: value });
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return keys;
}
