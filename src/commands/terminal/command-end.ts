import type { NamespaceNotFoundError } from '@temporalio/client';
import type { ConfigError } from '../../configuration/config.js';
import type { DecryptionError } from '../../encryption/index.js';
import type { TemporalUnreachable } from '../../temporal/connection.js';
import { EXIT, Exit } from './exit.js';

/** Exit code and message of a command that has thrown. */
export interface CommandEnd {
  code: number;
  /** For stderr. */
  text: string;
}

/** Errors of other rooms whose messages need no addition. Known by name, because loading their classes loads Temporal and zod. */
type NamedError = ConfigError | DecryptionError | TemporalUnreachable;

const CODES: Record<NamedError['name'], number> = {
  ConfigError: EXIT.invalid,
  DecryptionError: EXIT.invalid,
  TemporalUnreachable: EXIT.unreachable,
};

/**
 * Turns an error into an exit code and a message. An unexpected error is one line.
 *
 * @param isDebugging adds the stacks of the error and its causes. Stacks alone: the fields of an error may hold the headers of a
 *   call, and so a key
 */
export function commandEnd(error: unknown, isDebugging: boolean): CommandEnd {
  const { code, text } = expectedEnd(error) ?? unexpectedEnd(error, isDebugging);
  return { code, text: isDebugging ? [text, ...stacks(error)].join('\n') : text };
}

function expectedEnd(error: unknown): CommandEnd | null {
  if (error instanceof Exit) return { code: error.code, text: error.message };
  if (!(error instanceof Error)) return null;
  if (isNamed(error)) return { code: CODES[error.name], text: error.message };
  if (error.name === 'NamespaceNotFoundError') {
    const { namespace } = error as NamespaceNotFoundError;
    return {
      code: EXIT.invalid,
      text: `Temporal does not have the namespace "${namespace}": check TEMPORAL_NAMESPACE`,
    };
  }
  return null;
}

function isNamed(error: Error): error is NamedError {
  return Object.hasOwn(CODES, error.name);
}

function unexpectedEnd(error: unknown, isDebugging: boolean): CommandEnd {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n', 1);
  const hint = isDebugging ? '' : ' (IDMP_DEBUG=1 prints its stack)';
  return { code: EXIT.unexpected, text: `unexpected error: ${line}${hint}` };
}

function stacks(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  return [error.stack ?? error.message, ...stacks(error.cause)];
}
