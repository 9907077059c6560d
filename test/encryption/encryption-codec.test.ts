import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { describe, expect, it } from '@jest/globals';
import { DecryptionError, createEncryptionCodec } from '../../src/encryption/index.js';
import { dataConverterOf } from '../../src/temporal/data-converter.js';
import { decimal, decimalText } from '../../src/json/decimals.js';
import { aKey, keysOf } from './support/keys.js';

const A = keysOf(aKey('a'));
const B = keysOf(aKey('b'));
const B_AND_A = [...B, ...A];

const payloadOf = (value: unknown): Payload => defaultPayloadConverter.toPayload(value);
const textOf = (bytes: Uint8Array | null | undefined): string => Buffer.from(bytes ?? []).toString();

const PRODUCT = { name: 'Testolin', strength: 2.5 };

async function encrypted(value: unknown, keys = A): Promise<Payload> {
  const [payload] = await createEncryptionCodec(keys).encode([payloadOf(value)]);
  return payload!;
}

/** Decrypts a payload with the codec of these keys. */
async function decrypted(payload: Payload, keys = A): Promise<unknown> {
  const [plain] = await createEncryptionCodec(keys).decode([payload]);
  return defaultPayloadConverter.fromPayload(plain!);
}

describe('an encrypted payload', () => {
  it('is read with its key', async () => {
    expect(await decrypted(await encrypted(PRODUCT))).toEqual(PRODUCT);
  });

  it.each([['text'], [null], [undefined], [17], [new Uint8Array([1, 2, 3])], ['']])(
    'can be anything that a payload can be: %p',
    async (value) => {
      expect(await decrypted(await encrypted(value))).toEqual(value);
    },
  );

  it('shows how it is encrypted, under which key, and nothing else', async () => {
    const payload = await encrypted(PRODUCT);
    const metadata = Object.entries(payload.metadata!).map(([name, value]) => [name, textOf(value)]);
    expect(Object.fromEntries(metadata)).toEqual({ encoding: 'binary/encrypted', 'encryption-key-id': 'a' });
    expect(textOf(payload.data)).not.toMatch(/Testolin|json/);
  });

  it('never looks the same twice', async () => {
    const [one, other] = [await encrypted(PRODUCT), await encrypted(PRODUCT)];
    expect(textOf(one.data)).not.toEqual(textOf(other.data));
    expect(Buffer.from(one.data!.subarray(0, 12))).not.toEqual(Buffer.from(other.data!.subarray(0, 12)));
  });

  it('that was changed is not read, wherever the change is', async () => {
    const { metadata, data } = await encrypted('x');
    for (let place = 0; place < data!.length; place += 1) {
      const changed = Buffer.from(data!);
      changed[place]! ^= 1;
      await expect(decrypted({ metadata, data: changed })).rejects.toThrow(DecryptionError);
    }
  });

  it.each([0, 11, 27])('of %d bytes, cut off, is not read', async (length) => {
    const { metadata, data } = await encrypted('x');
    await expect(decrypted({ metadata, data: data!.subarray(0, length) })).rejects.toThrow(DecryptionError);
  });
});

describe('several keys', () => {
  it('encrypt with the first', async () => {
    const payload = await encrypted(PRODUCT, B_AND_A);
    expect(textOf(payload.metadata!['encryption-key-id'])).toBe('b');
  });

  it('decrypt what any of them encrypted', async () => {
    expect(await decrypted(await encrypted('older', A), B_AND_A)).toBe('older');
    expect(await decrypted(await encrypted('newer', B), [...A, ...B])).toBe('newer');
  });
});

describe('a payload whose key is not there', () => {
  it('is refused with the id of the key and the remedy', async () => {
    await expect(decrypted(await encrypted(PRODUCT), B)).rejects.toThrow(
      'a payload is encrypted with key "a", but this process only has "b". Add the key to IDMP_ENCRYPTION_KEYS',
    );
  });

  it('is refused by a process without keys, too, rather than handed on as nonsense', async () => {
    await expect(decrypted(await encrypted(PRODUCT), [])).rejects.toThrow(
      'a payload is encrypted with key "a", but this process does not have any keys. Set IDMP_ENCRYPTION_KEYS',
    );
  });

  it('is refused where another key goes by its id', async () => {
    const other = keysOf(aKey('a', 'another'));
    await expect(decrypted(await encrypted(PRODUCT), other)).rejects.toThrow(
      /a payload encrypted with key "a" cannot be decrypted: IDMP_ENCRYPTION_KEYS has another key with that id/,
    );
  });

  it('does not put its metadata into a message', async () => {
    const { data } = await encrypted(PRODUCT);
    const id = 'forged\nline\u001b[31m';
    const metadata = { encoding: Buffer.from('binary/encrypted'), 'encryption-key-id': Buffer.from(id) };
    await expect(decrypted({ metadata, data })).rejects.toThrow(
      'a payload is encrypted with a key with an invalid id, but this process only has "a". Add the key to IDMP_ENCRYPTION_KEYS',
    );
  });

  it('says nothing of the content nor of the keys', async () => {
    const { metadata, data } = await encrypted(PRODUCT);
    const broken = { metadata, data: data!.subarray(1) };
    for (const reading of [decrypted({ metadata, data }, B), decrypted(broken)]) {
      const error = await reading.catch((thrown: unknown) => thrown);
      const shown = inspect(error, { depth: Infinity, showHidden: true });
      for (const secret of ['Testolin', A[0]!.key.reveal(), B[0]!.key.reveal()]) {
        expect(shown).not.toContain(secret);
      }
    }
  });
});

describe('a payload in the clear', () => {
  it('passes: what was written before encryption was switched on stays readable', async () => {
    expect(await decrypted(payloadOf(PRODUCT))).toEqual(PRODUCT);
  });

  it('stays so where there are no keys', async () => {
    expect(await encrypted(PRODUCT, [])).toEqual(payloadOf(PRODUCT));
  });
});

describe('other languages', () => {
  interface Vector {
    keys: string;
    decrypted: { metadata: { encoding: string }; data: string };
    payload: { metadata: Record<string, string>; data: string };
  }

  it.each(['python'])('%s: what its SDK encrypts as in Temporal’s samples is read', async (language) => {
    const path = new URL(`./vectors/${language}.json`, import.meta.url);
    const { keys, payload, decrypted: expected } = JSON.parse(readFileSync(path, 'utf8')) as Vector;
    const metadata = Object.fromEntries(
      Object.entries(payload.metadata).map(([name, value]) => [name, Buffer.from(value, 'base64')]),
    );
    const codec = createEncryptionCodec(keysOf(keys));
    const [plain] = await codec.decode([{ metadata, data: Buffer.from(payload.data, 'base64') }]);
    expect(textOf(plain!.data)).toBe(expected.data);
    expect(textOf(plain!.metadata!.encoding)).toBe(expected.metadata.encoding);
  });

  it('find plain numbers, in the precision that they were written with, after they have decrypted', async () => {
    const [decimals, encryption] = dataConverterOf(A).payloadCodecs!;
    const encode = [decimals!, encryption!];
    let payloads = [payloadOf({ strength: decimal('2.50') })];
    for (const codec of encode) payloads = await codec.encode(payloads);
    const [read] = await createEncryptionCodec(A).decode(payloads);
    expect(textOf(read!.data)).toBe('{"strength":2.50}');
    for (const codec of encode.toReversed()) payloads = await codec.decode(payloads);
    const { strength } = defaultPayloadConverter.fromPayload<{ strength: number }>(payloads[0]!);
    expect(decimalText(strength)).toBe('2.50');
  });
});
