/** Encryption of payloads: keys, the codec, and the failure converter (docs/encryption.md). */
import { fileURLToPath } from 'node:url';

export { DecryptionError } from './decryption-error.js';
export { createEncryptionCodec } from './encryption-codec.js';
export { readEncryptionKeys, type EncryptionKeys } from './keys.js';

/** Path of the module that puts messages and stack traces of failures into payloads. */
export const failureConverterPath = fileURLToPath(new URL('./failure-converter.cjs', import.meta.url));
