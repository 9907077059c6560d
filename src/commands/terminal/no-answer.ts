import { DecryptionError } from '../../encryption/index.js';

/** Whatever keeps an answer away means that there is none, but one that came and cannot be read: that is for a person to mend. */
export function noAnswer(error: unknown): null {
  if (error instanceof DecryptionError) throw error;
  return null;
}
