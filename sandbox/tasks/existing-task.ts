import { fhirError } from '../http/outcome.js';
import { hasToken, parseToken, searchValues } from '../http/search-values.js';
import type { TaskRecord } from '../store/entries.js';

/**
 * The Task that makes a conditional create superfluous (R5, http, ccreate), out of those of one key.
 * @param condition `If-None-Exist`: a query without its address, which may search by `identifier` alone
 * @throws FhirError 412 where several Tasks match, 400 where the condition cannot be searched for
 */
export function existingTask(own: readonly TaskRecord[], condition: string): TaskRecord | undefined {
  const asked = [...new URLSearchParams(condition)];
  // A condition that is partly ignored would match too much, and a Task would be lost.
  if (asked.length === 0 || asked.some(([name, value]) => name !== 'identifier' || value === '')) {
    throw fhirError(
      400,
      'not-supported',
      `If-None-Exist is "${condition}"; supported is identifier=system|value.`,
    );
  }
  const wanted = asked.map(([, value]) => searchValues(value).map(parseToken));
  const found = own.filter(({ deleted, versions }) => {
    const identifiers = versions.at(-1)?.identifier ?? [];
    return !deleted && wanted.every((tokens) => tokens.some((token) => hasToken(identifiers, token)));
  });
  if (found.length <= 1) return found[0];
  throw fhirError(412, 'multiple-matches', `${found.length} Tasks match If-None-Exist: ${condition}.`);
}
