import { KEY_ID, KEYS, type EncryptionKeys } from './keys.js';

/** The error of a payload that the known keys cannot decrypt. The message has the key's id, and never content. */
export class DecryptionError extends Error {
  override readonly name = 'DecryptionError';
}

/** Creates the error for a payload of an unknown key. @param id untrusted text from the payload's metadata */
export function createUnknownKeyError(id: string, known: EncryptionKeys): DecryptionError {
  const has =
    known.length === 0
      ? 'this process does not have any keys. Set'
      : `this process only has ${known.map((each) => `"${each.id}"`).join(', ')}. Add the key to`;
  return new DecryptionError(`a payload is encrypted with ${formatKey(id)}, but ${has} ${KEYS}`);
}

/** Creates the error for a payload that its key does not decrypt. */
export function createDecryptionError(id: string): DecryptionError {
  return new DecryptionError(
    `a payload encrypted with ${formatKey(id)} cannot be decrypted: ${KEYS} has another key with that id, or the payload was changed`,
  );
}

function formatKey(id: string): string {
  return KEY_ID.test(id) ? `key "${id}"` : 'a key with an invalid id';
}
