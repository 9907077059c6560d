import type { DataConverter } from '@temporalio/common';
import { createEncryptionCodec, failureConverterPath, type EncryptionKeys } from '../encryption/index.js';
import { decimalCodec } from './decimal-codec.js';

/**
 * How payloads are written and read, by workers and by the command line alike. The SDK encodes in this order, and decodes in the
 * opposite one: decimals become plain numbers before they are encrypted, so what another program decrypts is plain JSON.
 */
export function dataConverterOf(keys: EncryptionKeys): DataConverter {
  const payloadCodecs = [decimalCodec, createEncryptionCodec(keys)];
  return keys.length === 0 ? { payloadCodecs } : { payloadCodecs, failureConverterPath };
}

/**
 * The same for other people's programs: they get plain JavaScript numbers, where ours keep `0.50` apart from `0.5` in a form of
 * their own (json/decimals.ts).
 */
export function callerDataConverterOf(keys: EncryptionKeys): DataConverter {
  return keys.length === 0 ? {} : { payloadCodecs: [createEncryptionCodec(keys)], failureConverterPath };
}
