import { fileURLToPath } from 'node:url';
import type { Tracing } from './tracing-sdk.js';

/** Module with the interceptors of workflow code, for bundles. */
export const WORKFLOW_INTERCEPTORS = fileURLToPath(
  new URL('../workflows/tracing-interceptors', import.meta.url),
);

let tracing: Tracing | null = null;

/**
 * Whether OpenTelemetry's own environment asks for traces (https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/).
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
 * Starts tracing, where it is asked for: once a process, before anything connects. Without it, OpenTelemetry's SDK is not even
 * loaded.
 *
 * @param serviceName where the environment names none
 */
export async function startTracing(env: NodeJS.ProcessEnv, serviceName: string): Promise<void> {
  if (!isTracingConfigured(env)) return;
  const { Tracing } = await import('./tracing-sdk.js');
  tracing = new Tracing(serviceName);
}

/** What clients and workers need for traces; null where nothing is traced. */
export function currentTracing(): Tracing | null {
  return tracing;
}

/** Sends what is left, and ends tracing. A receiver that is away must not fail the process. */
export async function endTracing(): Promise<void> {
  const ending = tracing;
  tracing = null;
  await ending?.end();
}
