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

/** OpenTelemetry's SDK, which reads its environment itself: where traces go, the sampler, the propagators. */
export class Tracing {
  readonly #provider: NodeTracerProvider;
  readonly #processor = new BatchSpanProcessor(new WithoutContent(new OTLPTraceExporter()));
  readonly #resource: Resource;

  constructor(serviceName: string) {
    // Neither host nor process: a command line may hold what nobody else may read.
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

  /** Whoever starts a workflow begins its trace. */
  clientInterceptors(): { workflow: WorkflowClientInterceptor[] } {
    return { workflow: [new OpenTelemetryWorkflowClientInterceptor()] };
  }

  /**
   * Those of activities; workflow code has its own in its bundle. The client of activities has none: a backfill would make one
   * trace of all of its requests.
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

  /** Takes the spans of workflow code out of its sandbox. */
  workflowSinks(): InjectedSinks<OpenTelemetrySinks> {
    return { exporter: makeWorkflowExporter(this.#processor, this.#resource) };
  }

  async end(): Promise<void> {
    await this.#provider.shutdown().catch(() => undefined);
  }
}
