import { NamespaceNotFoundError } from '@temporalio/client';
import { ConfigError } from '../../configuration/config.js';
import { DecryptionError } from '../../encryption/index.js';
import { TemporalUnreachable } from '../../temporal/connection.js';
import { EXIT, Exit } from './exit.js';

/** How a command ends that has thrown. */
export interface CommandEnd {
  code: number;
  /** For stderr. */
  text: string;
}

/**
 * What is said of an error, and the exit code. What nobody has foreseen is one line.
 *
 * @param isDebugging adds the stacks of the error and its causes. Stacks alone: the fields of an error may hold the headers of a
 *   call, and so a key
 */
export function commandEnd(error: unknown, isDebugging: boolean): CommandEnd {
  const { code, text } = foreseen(error) ?? unforeseen(error, isDebugging);
  return { code, text: isDebugging ? [text, ...stacks(error)].join('\n') : text };
}

function foreseen(error: unknown): CommandEnd | null {
  if (error instanceof Exit) return { code: error.code, text: error.message };
  if (error instanceof ConfigError || error instanceof DecryptionError) {
    return { code: EXIT.invalid, text: error.message };
  }
  if (error instanceof TemporalUnreachable) return { code: EXIT.unreachable, text: error.message };
  if (error instanceof NamespaceNotFoundError) {
    const text = `Temporal has no namespace "${error.namespace}": is TEMPORAL_NAMESPACE right?`;
    return { code: EXIT.invalid, text };
  }
  return null;
}

function unforeseen(error: unknown, isDebugging: boolean): CommandEnd {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n', 1);
  const hint = isDebugging ? '' : ' (IDMP_DEBUG=1 shows where it comes from)';
  return { code: EXIT.unexpected, text: `unexpected error: ${line}${hint}` };
}

function stacks(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  return [error.stack ?? error.message, ...stacks(error.cause)];
}
