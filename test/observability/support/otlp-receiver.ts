import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
// The OTLP exporter's own definition of the protocol; no other installed package parses it.
import root from '@opentelemetry/otlp-transformer/build/src/generated/root.js';

export interface ReceivedSpan {
  traceId: string;
  spanId: string;
  /** Id of the parent; empty for the first span of a trace. */
  parentSpanId: string;
  name: string;
  kind: string;
  attributes: Record<string, string | number>;
  service: string;
}

interface Attribute {
  key: string;
  value: { stringValue?: string; intValue?: string };
}

interface Received {
  resourceSpans?: {
    resource?: { attributes?: Attribute[] };
    scopeSpans?: {
      spans?: (Omit<ReceivedSpan, 'attributes' | 'service'> & { attributes?: Attribute[] })[];
    }[];
  }[];
}

/** Receives traces over HTTP, as a collector does. */
export interface OtlpReceiver {
  url: string;
  spans(): ReceivedSpan[];
  /** Everything that the receiver received. */
  raw(): string;
  close(): void;
}

/** Parts for which the package has no types. */
const { opentelemetry } = root as unknown as {
  opentelemetry: { proto: { collector: { trace: { v1: { ExportTraceServiceRequest: Message } } } } };
};
const Request = opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;

interface Message {
  decode(bytes: Uint8Array): object;
  toObject(message: object, options: object): unknown;
}

export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const received: ReceivedSpan[] = [];
  let raw = '';
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      const bytes = request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
      raw += bytes.toString('latin1');
      const message = Request.toObject(Request.decode(bytes), {
        longs: String,
        enums: String,
        bytes: Array,
      }) as Received;
      received.push(...spansIn(message));
      response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans: () => received,
    raw: () => raw,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function spansIn({ resourceSpans = [] }: Received): ReceivedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans = [] }) => {
    const service = String(valuesOf(resource?.attributes)['service.name']);
    return scopeSpans.flatMap(({ spans = [] }) =>
      spans.map((span) => ({
        ...span,
        traceId: hex(span.traceId),
        spanId: hex(span.spanId),
        parentSpanId: hex(span.parentSpanId),
        attributes: valuesOf(span.attributes),
        service,
      })),
    );
  });
}

function valuesOf(attributes: Attribute[] = []): Record<string, string | number> {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [key, value.stringValue ?? Number(value.intValue)]),
  );
}

function hex(bytes: unknown): string {
  return Buffer.from((bytes ?? []) as number[]).toString('hex');
}
