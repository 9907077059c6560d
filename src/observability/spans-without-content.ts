import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-node';

/** What may be said of a workflow and its activities; our own spans have `idmp.`, and what OpenTelemetry names for HTTP. */
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
 * Exports spans without what they should not know. The SDK gives the spans of workflow code all that it knows of the workflow, its
 * memo included, with the product's name in it. And texts of errors quote what the service said of a product, or the input that
 * was wrong: their types stay; the texts are in the log, and in Temporal.
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
