import type { LogMetadata } from '@temporalio/common';
import type { Issue } from '../contract/index.js';

/** Types of errors whose messages have only keys' ids and facts about Temporal. */
const HARMLESS = ['DecryptionError', 'DeterminismViolationError'];

/**
 * Removes texts from a log line of the SDK, if payloads are encrypted, because texts may quote a product. Failures keep their
 * types and stack frames, and issues their codes and places. Users with the keys read the texts in Temporal's web UI.
 */
export function removeTextsFromLog(meta: LogMetadata): LogMetadata {
  const { error, issues } = meta as { error?: unknown; issues?: unknown };
  return {
    ...meta,
    ...(error === undefined ? {} : { error: removeTexts(error) }),
    ...(Array.isArray(issues) ? { issues: (issues as Issue[]).map(codeAndPlace) } : {}),
  };
}

/** Reduces an error to its type and stack. It does not use `instanceof`, because errors of workflows are from another realm. */
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
