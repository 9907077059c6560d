import { interceptors as tracing } from '@temporalio/interceptors-opentelemetry/lib/workflow-interceptors.js';
import { TRACE_HEADER } from '@temporalio/interceptors-opentelemetry/lib/instrumentation.js';
import {
  workflowInfo,
  type WorkflowInboundCallsInterceptor,
  type WorkflowInterceptors,
} from '@temporalio/workflow';

/**
 * Traces workflow code, in workers that trace; others do not even have this module in their bundle.
 *
 * An interceptor makes what it wraps come back some turns later, so what happens at once may happen in another order than it did
 * when a history was written. So it goes by that history: who began with a trace is traced for all of its run, and nobody
 * else. A backfill is not at all: page after page comes in while it starts requests.
 */
export const interceptors = (): WorkflowInterceptors => {
  if (workflowInfo().workflowType === 'backfill') return {};
  const { inbound: [inbound] = [], outbound: [outbound] = [], internals = [] } = tracing();
  if (inbound?.execute === undefined || outbound === undefined) throw new Error('the SDK traces otherwise');
  let isTraced = false;
  // Methods are looked up at each call: one that is not there is passed over, and costs no turn.
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
