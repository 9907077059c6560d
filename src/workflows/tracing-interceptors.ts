import { interceptors as tracing } from '@temporalio/interceptors-opentelemetry/lib/workflow-interceptors.js';
import { TRACE_HEADER } from '@temporalio/interceptors-opentelemetry/lib/instrumentation.js';
import {
  workflowInfo,
  type WorkflowInboundCallsInterceptor,
  type WorkflowInterceptors,
} from '@temporalio/workflow';

/**
 * Traces workflow code, in workers with tracing. The bundle of other workers does not contain this module.
 *
 * An interceptor delays what it wraps by some microtasks. Concurrent steps could then run in another order than in the history, and
 * the replay would fail. Therefore the history decides: a run is traced if it was started with a trace header. A backfill is never
 * traced, because it accepts pages while it starts requests.
 */
export const interceptors = (): WorkflowInterceptors => {
  if (workflowInfo().workflowType === 'backfill') return {};
  const { inbound: [inbound] = [], outbound: [outbound] = [], internals = [] } = tracing();
  if (inbound?.execute === undefined || outbound === undefined) throw new Error('the SDK traces otherwise');
  let isTraced = false;
  // The SDK looks a method up at each call. It skips a missing method without a microtask.
  const ifTraced = <T extends object>(interceptor: T): T =>
    new Proxy(interceptor, {
      get: (target, name) => (isTraced ? (Reflect.get(target, name) as unknown) : undefined),
    });
  const execute: WorkflowInboundCallsInterceptor['execute'] = (input, next) => {
    isTraced = TRACE_HEADER in input.headers;
    return isTraced ? inbound.execute!(input, next) : next(input);
  };
  return { inbound: [{ execute }, ifTraced(inbound)], outbound: [ifTraced(outbound)], internals };
};
