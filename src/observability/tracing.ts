import { fileURLToPath } from 'node:url';
import type { Tracing } from './tracing-sdk.js';

/** Module with the interceptors of workflow code, for bundles. */
export const WORKFLOW_INTERCEPTORS = fileURLToPath(
  new URL('../workflows/tracing-interceptors', import.meta.url),
);

let tracing: Tracing | null = null;

/**
 * Tells whether OpenTelemetry's own environment enables traces (https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/).
 */
function isTracingConfigured(env: NodeJS.ProcessEnv): boolean {
  if (env.OTEL_SDK_DISABLED?.toLowerCase() === 'true') return false;
  const exporter = env.OTEL_TRACES_EXPORTER ?? '';
  if (exporter !== '') return exporter !== 'none';
  return [env.OTEL_EXPORTER_OTLP_ENDPOINT, env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT].some(
    (endpoint) => endpoint !== undefined && endpoint !== '',
  );
}

/**
 * Starts tracing if it is enabled. Call it once per process, before any connection. Without traces, OpenTelemetry's SDK is not
 * loaded.
 *
 * @param serviceName default name, if the environment does not have one
 */
export async function startTracing(env: NodeJS.ProcessEnv, serviceName: string): Promise<void> {
  if (!isTracingConfigured(env)) return;
  const { Tracing } = await import('./tracing-sdk.js');
  tracing = new Tracing(serviceName);
}

/** Returns the tracing of this process. Null without traces. */
export function currentTracing(): Tracing | null {
  return tracing;
}

/** Sends the remaining spans, and ends tracing. A missing receiver must not fail the process. */
export async function endTracing(): Promise<void> {
  const ending = tracing;
  tracing = null;
  await ending?.end();
}
