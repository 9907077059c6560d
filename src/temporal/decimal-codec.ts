import type { Payload, PayloadCodec } from '@temporalio/common';
import { mayLosePrecision, parseJson, removeMarks } from '../json/decimals.js';

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/**
 * A codec that keeps the precision of decimals in payloads, in both directions. Other programs send and receive plain JSON
 * numbers; workflows and activities see marked decimals (json/decimals.ts). It is a codec, because a codec runs outside the
 * workflow sandbox and needs no module path.
 */
export const decimalCodec: PayloadCodec = {
  // eslint-disable-next-line @typescript-eslint/require-await -- the interface is asynchronous
  encode: async (payloads) => payloads.map((payload) => rewritePayload(payload, removeMarks)),
  // eslint-disable-next-line @typescript-eslint/require-await
  decode: async (payloads) =>
    payloads.map((payload) =>
      rewritePayload(payload, (json) => (mayLosePrecision(json) ? JSON.stringify(parseJson(json)) : json)),
    ),
};

function rewritePayload(payload: Payload, rewrite: (json: string) => string): Payload {
  const encoding = payload.metadata?.encoding;
  if (!payload.data || !encoding || decoder.decode(encoding) !== 'json/plain') return payload;
  const json = decoder.decode(payload.data);
  const changed = rewrite(json);
  return changed === json ? payload : { ...payload, data: encoder.encode(changed) };
}
