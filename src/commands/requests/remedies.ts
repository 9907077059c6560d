import { REMEDIES, type FailureType } from '../../contract/index.js';

/** The remedy for a failed request, and its section in the documents. */
export function remedyLines(type: FailureType): string[] {
  return [`→ ${REMEDIES[type]}`, `  docs/failures.md#${type.toLowerCase()}`];
}
