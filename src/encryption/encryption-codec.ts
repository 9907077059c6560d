import { createCipheriv, createDecipheriv, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import type { Payload, PayloadCodec } from '@temporalio/common';
import proto from '@temporalio/proto';
import { createDecryptionError, createUnknownKeyError } from './decryption-error.js';
import type { EncryptionKeys } from './keys.js';

const { Payload: PayloadMessage } = proto.temporal.api.common.v1;

/* The layout of Temporal's public encryption samples, so that theirs read ours and ours theirs. */
const ENCODING = 'binary/encrypted';
const KEY_ID = 'encryption-key-id';
const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts payloads with the first key, and decrypts them with whichever key they name. Without keys nothing is encrypted. What is
 * not encrypted passes: so encryption can be switched on while requests wait, and callers need no key to send a plain request.
 * Throws {@link DecryptionError} for what it has no key for.
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

/** The whole payload goes in, its own metadata too. Data: nonce, ciphertext, tag. */
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
