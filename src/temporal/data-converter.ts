import type { DataConverter } from '@temporalio/common';
import { createEncryptionCodec, failureConverterPath, type EncryptionKeys } from '../encryption/index.js';
import { decimalCodec } from './decimal-codec.js';

/**
 * Returns the data converter of workers and of the command line. The SDK encodes in this order, and decodes in the reverse
 * order. So decimals become plain numbers before encryption, and another program decrypts plain JSON.
 */
export function dataConverterOf(keys: EncryptionKeys): DataConverter {
  const payloadCodecs = [decimalCodec, createEncryptionCodec(keys)];
  return keys.length === 0 ? { payloadCodecs } : { payloadCodecs, failureConverterPath };
}

/**
 * Returns the data converter of other programs: they receive plain JavaScript numbers. Our programs distinguish `0.50` from
 * `0.5` by a form of their own (json/decimals.ts).
 */
export function callerDataConverterOf(keys: EncryptionKeys): DataConverter {
  return keys.length === 0 ? {} : { payloadCodecs: [createEncryptionCodec(keys)], failureConverterPath };
}
