import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { detectResourcesSync, envDetectorSync, Resource } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import type { WorkflowClientInterceptor } from '@temporalio/client';
import {
  OpenTelemetryWorkflowClientInterceptor,
  makeWorkflowExporter,
  OpenTelemetryActivityInboundInterceptor,
  OpenTelemetryActivityOutboundInterceptor,
  type OpenTelemetrySinks,
} from '@temporalio/interceptors-opentelemetry';
import type { InjectedSinks, WorkerInterceptors } from '@temporalio/worker';
import { WithoutContent } from './spans-without-content.js';

/** OpenTelemetry's SDK, which reads its own environment variables: exporter, sampler, propagators. */
export class Tracing {
  readonly #provider: NodeTracerProvider;
  readonly #processor = new BatchSpanProcessor(new WithoutContent(new OTLPTraceExporter()));
  readonly #resource: Resource;

  constructor(serviceName: string) {
    // Without host and process attributes, because a command line may contain secrets.
    const fromEnvironment = detectResourcesSync({ detectors: [envDetectorSync] });
    this.#resource = Resource.default()
      .merge(new Resource({ 'service.name': serviceName }))
      .merge(fromEnvironment);
    this.#provider = new NodeTracerProvider({
      resource: this.#resource,
      spanProcessors: [this.#processor],
    });
    this.#provider.register();
  }

  /** Returns the interceptors of clients: the start of a workflow begins its trace. */
  clientInterceptors(): { workflow: WorkflowClientInterceptor[] } {
    return { workflow: [new OpenTelemetryWorkflowClientInterceptor()] };
  }

  /**
   * Returns the interceptors of activities. Workflow code has its own in its bundle. The client of activities does not have any,
   * because otherwise a backfill and all its requests would be one trace.
   */
  workerInterceptors(): WorkerInterceptors {
    return {
      activity: [
        (context) => ({
          inbound: new OpenTelemetryActivityInboundInterceptor(context),
          outbound: new OpenTelemetryActivityOutboundInterceptor(context),
        }),
      ],
    };
  }

  /** Returns the sinks that export spans from the workflow sandbox. */
  workflowSinks(): InjectedSinks<OpenTelemetrySinks> {
    return { exporter: makeWorkflowExporter(this.#processor, this.#resource) };
  }

  async end(): Promise<void> {
    await this.#provider.shutdown().catch(() => undefined);
  }
}
