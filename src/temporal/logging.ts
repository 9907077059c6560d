import type { LogLevel, LogMetadata, Logger as TemporalLogger } from '@temporalio/common';
import { makeTelemetryFilterString, Runtime, type MetricsExporterConfig } from '@temporalio/worker';
import { pino, type Logger } from 'pino';
import { removeTextsFromLog } from './withheld.js';

/** Names under which a secret could come by; the last line of defence, since none should come so far. */
const REDACTED = ['subscriptionKey', 'apiKey', 'authorization', '["ocp-apim-subscription-key"]'];

/** JSON lines on stderr; stdout belongs to results. */
export function createLogger(level: string): Logger {
  const paths = REDACTED.flatMap((name) => (name.startsWith('[') ? [name, `*${name}`] : [name, `*.${name}`]));
  return pino(
    { level, base: undefined, redact: { paths, censor: '[secret]' } },
    pino.destination({ dest: 2, sync: true }),
  );
}

export interface LoggingOptions {
  /** Whether payloads are encrypted: then the log does not say what they would hide. */
  isEncrypted?: boolean;
  /** Where the SDK's metrics go; none without. */
  metrics?: MetricsExporterConfig | undefined;
}

/**
 * Has the SDK log through pino, its native part included, and measure, where there is somewhere to show it. Lines of
 * workflows and activities carry their workflow id. Once a process.
 *
 * @throws Error where the exporter's address is taken
 */
export function installLogging(logger: Logger, { isEncrypted = false, metrics }: LoggingOptions = {}): void {
  Runtime.install({
    logger: createTemporalLogger(logger, isEncrypted),
    telemetryOptions: {
      logging: { forward: {}, filter: makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' }) },
      ...(metrics === undefined ? {} : { metrics }),
    },
    // worker.ts ends the process in order; the SDK's own handler would race with it.
    shutdownSignals: [],
  });
}

function createTemporalLogger(logger: Logger, isEncrypted: boolean): TemporalLogger {
  const write = (level: LogLevel, message: string, meta: LogMetadata = {}): void => {
    // A task token is long, tells nobody anything, and lets its bearer answer for the activity. A task has one, too.
    const {
      error,
      taskToken: _taskToken,
      task: _task,
      taskEncoded: _taskEncoded,
      ...rest
    } = (isEncrypted ? removeTextsFromLog(meta) : meta) as Record<string, unknown>;
    const fields = error === undefined ? rest : { ...rest, err: error };
    logger[isRoutine(level, message, meta) ? 'debug' : PINO_METHOD[level]](fields, message);
  };
  return {
    log: write,
    trace: (message, meta) => write('TRACE', message, meta),
    debug: (message, meta) => write('DEBUG', message, meta),
    info: (message, meta) => write('INFO', message, meta),
    warn: (message, meta) => write('WARN', message, meta),
    error: (message, meta) => write('ERROR', message, meta),
  };
}

/** What the SDK says at every start of a worker is no news: the bundle, the states, and what is so on purpose. */
function isRoutine(level: LogLevel, message: string, { sdkComponent }: LogMetadata): boolean {
  if (sdkComponent !== 'worker') return false;
  return level === 'INFO' || message.startsWith('No workflows registered');
}

const PINO_METHOD = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;
