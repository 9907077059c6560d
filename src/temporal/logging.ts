import type { LogLevel, LogMetadata, Logger as TemporalLogger } from '@temporalio/common';
import { makeTelemetryFilterString, Runtime, type MetricsExporterConfig } from '@temporalio/worker';
import { pino, type Logger } from 'pino';
import { removeTextsFromLog } from './withheld.js';

/** Field names that may hold a secret. This is the last line of defence, because no secret should reach the log. */
const REDACTED = ['subscriptionKey', 'apiKey', 'authorization', '["ocp-apim-subscription-key"]'];

/** Creates a logger that writes JSON lines to stderr. Stdout is for results. */
export function createLogger(level: string): Logger {
  const paths = REDACTED.flatMap((name) => (name.startsWith('[') ? [name, `*${name}`] : [name, `*.${name}`]));
  return pino(
    { level, base: undefined, redact: { paths, censor: '[secret]' } },
    pino.destination({ dest: 2, sync: true }),
  );
}

/** The options of the SDK's log and metrics. */
export interface LoggingOptions {
  /** Whether payloads are encrypted. Then the log omits texts that may quote them. */
  isEncrypted?: boolean;
  /** The exporter of the SDK's metrics. Default: no metrics. */
  metrics?: MetricsExporterConfig | undefined;
}

/**
 * Makes the SDK, its native part included, log through pino, and record metrics if there is an exporter. Log lines of
 * workflows and activities have their workflow id. Call it once per process.
 *
 * @throws Error if the exporter's address is in use
 */
export function installLogging(logger: Logger, { isEncrypted = false, metrics }: LoggingOptions = {}): void {
  Runtime.install({
    logger: createTemporalLogger(logger, isEncrypted),
    telemetryOptions: {
      logging: { forward: {}, filter: makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' }) },
      ...(metrics === undefined ? {} : { metrics }),
    },
    // worker.ts shuts the process down; the SDK's own handler would race with it.
    shutdownSignals: [],
  });
}

function createTemporalLogger(logger: Logger, isEncrypted: boolean): TemporalLogger {
  const write = (level: LogLevel, message: string, meta: LogMetadata = {}): void => {
    // A task token is long and useless for a reader, and its owner could complete the activity. A task has one, too.
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

/** Tells whether a line of the SDK appears at each start of a worker, such as its states, and so belongs to the debug level. */
function isRoutine(level: LogLevel, message: string, { sdkComponent }: LogMetadata): boolean {
  if (sdkComponent !== 'worker') return false;
  return level === 'INFO' || message.startsWith('No workflows registered');
}

const PINO_METHOD = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;
