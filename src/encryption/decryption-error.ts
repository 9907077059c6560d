import { KEY_ID, KEYS, type EncryptionKeys } from './keys.js';

/** A payload that cannot be read with the keys that are there. The message names the key's id, and nothing of the content. */
export class DecryptionError extends Error {
  override readonly name = 'DecryptionError';
}

/** @param id as it stands in the payload's metadata, written by anybody */
export function createUnknownKeyError(id: string, known: EncryptionKeys): DecryptionError {
  const has =
    known.length === 0
      ? 'this process has no keys: set'
      : `this process has ${known.map((each) => `"${each.id}"`).join(', ')} only: add the key to`;
  return new DecryptionError(`a payload is encrypted under ${formatKey(id)}, and ${has} ${KEYS}`);
}

export function createDecryptionError(id: string): DecryptionError {
  return new DecryptionError(
    `a payload under ${formatKey(id)} cannot be decrypted: ${KEYS} has another key of that id, or the payload was changed`,
  );
}

function formatKey(id: string): string {
  return KEY_ID.test(id) ? `key "${id}"` : 'a key whose id is none of ours';
}
