import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-node';

/** Attributes that spans of workflows and activities may have. Our own spans have `idmp.` and OpenTelemetry's names for HTTP. */
const ATTRIBUTES = new Set([
  'temporalWorkflowId',
  'temporalActivityId',
  'temporalUpdateId',
  'run_id',
  'workflowId',
  'runId',
  'firstExecutionRunId',
  'workflowType',
  'namespace',
  'taskQueue',
  'attempt',
  'error.type',
]);
const PREFIXES = ['idmp.', 'http.', 'server.', 'url.'];

/**
 * An exporter that removes content from spans. The SDK gives spans of workflow code all data of the workflow, with its memo and so
 * the product's name. Texts of errors may quote products, too, so spans keep only their types. The log and Temporal have the texts.
 */
export class WithoutContent implements SpanExporter {
  constructor(readonly inner: SpanExporter) {}

  export(spans: ReadableSpan[], done: Parameters<SpanExporter['export']>[1]): void {
    this.inner.export(spans.map(removeContent), done);
  }

  async shutdown(): Promise<void> {
    await this.inner.shutdown();
  }

  async forceFlush(): Promise<void> {
    await this.inner.forceFlush?.();
  }
}

function removeContent(span: ReadableSpan): ReadableSpan {
  const known = Object.entries(span.attributes).filter(([name]) => isKnown(name));
  return Object.create(span, {
    attributes: { value: Object.fromEntries(known) },
    status: { value: { code: span.status.code } },
    events: {
      value: span.events.map((event) => ({ ...event, attributes: readExceptionType(event.attributes) })),
    },
  }) as ReadableSpan;
}

function isKnown(attribute: string): boolean {
  return ATTRIBUTES.has(attribute) || PREFIXES.some((prefix) => attribute.startsWith(prefix));
}

function readExceptionType(attributes: ReadableSpan['attributes'] = {}): ReadableSpan['attributes'] {
  const type = attributes['exception.type'];
  return type === undefined ? {} : { 'exception.type': type };
}
