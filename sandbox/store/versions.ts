import type { CodeableReference, Task } from 'fhir/r5';
import type { Move } from './entries.js';

/** The Task as it is after a move; contained resources are shared between the versions. */
export function nextVersion(last: Task, move: Move): Task {
  const { statusReason: _reason, output: _output, ...rest } = last;
  const instant = new Date(move.at).toISOString();
  const statusReason = reasonOf(move);
  return {
    ...rest,
    meta: { ...last.meta, versionId: String(Number(last.meta?.versionId ?? 0) + 1), lastUpdated: instant },
    // The guide's `received` is a code of R5, `ready` too; a test may send others on purpose.
    status: move.status as Task['status'],
    ...(statusReason === undefined ? {} : { statusReason }),
    // In the precision of authoredOn: between a date and an instant of that day inv-1 cannot be decided.
    lastModified: last.authoredOn?.length === 10 ? instant.slice(0, 10) : instant,
    ...(move.output === undefined ? {} : { output: move.output }),
  };
}

function reasonOf({ reason }: Move): CodeableReference | undefined {
  return typeof reason === 'string' ? { concept: { text: reason } } : reason;
}
