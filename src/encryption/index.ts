/** Encryption of payloads: keys, the codec, and how failures become payloads (docs/encryption.md). */
import { fileURLToPath } from 'node:url';

export { DecryptionError } from './decryption-error.js';
export { createEncryptionCodec } from './encryption-codec.js';
export { readEncryptionKeys, type EncryptionKeys } from './keys.js';

/** Path of the module that makes payloads of what failures say. */
export const failureConverterPath = fileURLToPath(new URL('./failure-converter.cjs', import.meta.url));
