import { DecryptionError } from '../../encryption/index.js';

/** Turns an error of a query into null, except for an answer that cannot be decrypted: an operator must fix the keys. */
export function noAnswer(error: unknown): null {
  if (error instanceof DecryptionError) throw error;
  return null;
}
