import type { Payload } from '@temporalio/common';
import { z } from 'zod';

const base64 = z.string().regex(/^[A-Za-z0-9+/_-]*={0,2}$/);

/** Payloads in protobuf's JSON: bytes are base64, and empty fields are left out. */
export const payloadsJson = z.object({
  payloads: z.array(z.object({ metadata: z.record(z.string(), base64).nullish(), data: base64.nullish() })),
});

export type PayloadsJson = z.infer<typeof payloadsJson>;

export function parsePayloads({ payloads }: PayloadsJson): Payload[] {
  return payloads.map(({ metadata, data }) => ({
    metadata: mapPayloads(metadata ?? {}, (text) => Buffer.from(text, 'base64')),
    data: Buffer.from(data ?? '', 'base64'),
  }));
}

export function formatPayloads(payloads: Payload[]): PayloadsJson {
  return {
    payloads: payloads.map(({ metadata, data }) => ({
      metadata: mapPayloads(metadata ?? {}, formatBase64),
      ...(data?.length ? { data: formatBase64(data) } : {}),
    })),
  };
}

function formatBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

function mapPayloads<From, To>(record: Record<string, From>, map: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}
