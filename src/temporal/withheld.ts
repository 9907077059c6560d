import type { LogMetadata } from '@temporalio/common';
import type { Issue } from '../contract/index.js';

/** Errors that speak of keys and of Temporal alone. */
const HARMLESS = ['DecryptionError', 'DeterminismViolationError'];

/**
 * What a line of the SDK's may say where payloads are encrypted: of failures the types and where they came from, of issues the codes and
 * places. What they say in words may quote a product, and is read in Temporal's web UI by those who have the keys.
 */
export function removeTextsFromLog(meta: LogMetadata): LogMetadata {
  const { error, issues } = meta as { error?: unknown; issues?: unknown };
  return {
    ...meta,
    ...(error === undefined ? {} : { error: removeTexts(error) }),
    ...(Array.isArray(issues) ? { issues: (issues as Issue[]).map(codeAndPlace) } : {}),
  };
}

/** An error by its type, by what a failure calls itself, and by its stack; errors of workflows are no `Error` of this realm. */
function removeTexts(error: unknown): unknown {
  if (typeof error !== 'object' || error === null) return { type: typeof error };
  const { name, message, type, stack, cause } = error as Partial<Error> & { type?: unknown };
  const called = typeof type === 'string' ? type : String(name);
  const frames = String(stack ?? '').split('\n');
  return {
    type: called,
    ...(HARMLESS.includes(called) ? { message } : {}),
    stack: frames.filter((line) => /^\s+at /.test(line)).join('\n'),
    ...(cause === undefined || cause === null ? {} : { cause: removeTexts(cause) }),
  };
}

function codeAndPlace({ severity, code, expression }: Issue): Omit<Issue, 'text'> {
  return { severity, code, expression };
}
