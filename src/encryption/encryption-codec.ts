import { createCipheriv, createDecipheriv, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import type { Payload, PayloadCodec } from '@temporalio/common';
import proto from '@temporalio/proto';
import { createDecryptionError, createUnknownKeyError } from './decryption-error.js';
import type { EncryptionKeys } from './keys.js';

const { Payload: PayloadMessage } = proto.temporal.api.common.v1;

/* The layout of Temporal's public encryption samples, so that both can read the same payloads. */
const ENCODING = 'binary/encrypted';
const KEY_ID = 'encryption-key-id';
const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Creates a codec that encrypts payloads with the first key, and decrypts them with the key that they name. Without keys it does
 * not encrypt. Plain payloads pass unchanged, so that encryption can be enabled while requests wait, and a caller without a key
 * can send a plain request. For an unknown key it throws a {@link DecryptionError}.
 */
export function createEncryptionCodec(keys: EncryptionKeys): PayloadCodec {
  const known = new Map(keys.map(({ id, key }) => [id, parseSecretKey(key.reveal())]));
  const [first] = keys;
  return {
    // eslint-disable-next-line @typescript-eslint/require-await -- the interface is asynchronous
    encode: async (payloads) => {
      if (first === undefined) return payloads;
      return payloads.map((payload) => encryptPayload(payload, first.id, known.get(first.id)!));
    },
    // eslint-disable-next-line @typescript-eslint/require-await
    decode: async (payloads) =>
      payloads.map((payload) => {
        if (text(payload.metadata?.encoding) !== ENCODING) return payload;
        const id = text(payload.metadata?.[KEY_ID]);
        const key = known.get(id);
        if (key === undefined) throw createUnknownKeyError(id, keys);
        return decryptPayload(payload, id, key);
      }),
  };
}

function parseSecretKey(base64: string): KeyObject {
  return createSecretKey(base64, 'base64');
}

/** Encrypts the whole payload with its metadata. The result's data are nonce, ciphertext and tag. */
function encryptPayload(payload: Payload, id: string, key: KeyObject): Payload {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce);
  const content = cipher.update(PayloadMessage.encode(payload).finish());
  const data = Buffer.concat([nonce, content, cipher.final(), cipher.getAuthTag()]);
  return { metadata: { encoding: Buffer.from(ENCODING), [KEY_ID]: Buffer.from(id) }, data };
}

function decryptPayload({ data }: Payload, id: string, key: KeyObject): Payload {
  const bytes = Buffer.from(data ?? []);
  if (bytes.length < NONCE_BYTES + TAG_BYTES) throw createDecryptionError(id);
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    const content = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
    return PayloadMessage.decode(Buffer.concat([content, decipher.final()]));
  } catch {
    throw createDecryptionError(id);
  }
}

function text(bytes: Uint8Array | null | undefined): string {
  return bytes ? Buffer.from(bytes).toString() : '';
}
