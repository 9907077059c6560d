import { describe, expect, it } from '@jest/globals';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { decimalText } from '../../src/json/decimals.js';
import { decimalCodec } from '../../src/temporal/decimal-codec.js';

const payloadOf = (json: string): Payload => ({
  metadata: { encoding: new TextEncoder().encode('json/plain') },
  data: new TextEncoder().encode(json),
});
const jsonOf = (payload: Payload): string => new TextDecoder().decode(payload.data ?? undefined);

describe('the payload codec for decimals', () => {
  it('gives a plain JSON number to the wire for every decimal in memory, and back', async () => {
    const json = '{"strength":{"value":0.50,"unit":"mg"},"count":3}';
    const [decoded] = await decimalCodec.decode([payloadOf(json)]);
    const value = defaultPayloadConverter.fromPayload<{ strength: { value: unknown } }>(decoded!);
    expect(decimalText(value.strength.value)).toBe('0.50');

    const [encoded] = await decimalCodec.encode([defaultPayloadConverter.toPayload(value)]);
    expect(jsonOf(encoded!)).toBe(json);
  });

  it('leaves payloads without such decimals, and those that are not JSON, as they are', async () => {
    const plain = payloadOf('{"value":2.5}');
    const binary: Payload = {
      metadata: { encoding: new TextEncoder().encode('binary/plain') },
      data: new Uint8Array([0, 46, 48]),
    };
    expect(await decimalCodec.decode([plain, binary])).toEqual([plain, binary]);
    expect(await decimalCodec.encode([plain, binary])).toEqual([plain, binary]);
  });
});
