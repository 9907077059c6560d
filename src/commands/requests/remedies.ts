import { REMEDIES, type FailureType } from '../../contract/index.js';

/** What to do about a failed request, and where that is told at length. */
export function remedyLines(type: FailureType): string[] {
  return [`→ ${REMEDIES[type]}`, `  docs/failures.md#${type.toLowerCase()}`];
}
