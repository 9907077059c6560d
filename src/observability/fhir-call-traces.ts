import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { CallObserver } from '../fhir/index.js';

/**
 * Creates an observer that makes a span for each call to the FHIR service, below its activity. The call itself does not carry
 * trace ids, because they are internal.
 */
export function createCallTraces(): CallObserver {
  const tracer = trace.getTracer('idmp-worker');
  return ({ method, operation, account, edition, server }) => {
    const span = tracer.startSpan(`${method} ${operation}`, {
      kind: SpanKind.CLIENT,
      attributes: {
        'http.request.method': method,
        'server.address': server.host,
        'server.port': server.port,
        'url.path': server.path,
        'idmp.account': account,
        'idmp.edition': edition,
      },
    });
    return ({ status, reason }) => {
      if (status !== null) span.setAttribute('http.response.status_code', status);
      if (reason !== null) {
        span.setAttribute('error.type', reason);
        span.setStatus({ code: SpanStatusCode.ERROR });
      }
      span.end();
    };
  };
}
