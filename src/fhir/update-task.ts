import type { Task } from 'fhir/r5';
import type { FhirCaller } from './fhir-caller.js';
import { FhirError } from './fhir-error.js';
import { isPartial } from './partial.js';
import { readTask } from './tasks.js';

/** So often somebody else may be quicker; after that the caller's own retries have their turn. */
const MAX_ROUNDS = 3;

/**
 * Reads a Task, has the change decided upon what it is now, and writes it with `PUT` on the condition that it still is
 * (`If-Match`, R5, http, concurrency). Where somebody else was quicker (412; 409 on some servers), it is read again and
 * decided again.
 *
 * @param decide the changed Task, or null to leave it as it is
 * @throws FhirError; `unsupported` where Tasks cannot be updated there, `conflict` after several rounds.
 */
export async function updateTask(
  client: FhirCaller,
  id: string,
  decide: (task: Task) => Task | null,
  signal?: AbortSignal,
): Promise<'updated' | 'unchanged'> {
  for (let round = 1; ; round += 1) {
    const task = await readTask(client, id, signal);
    if (isPartial(task)) throw createPartialError(id);
    const changed = decide(task);
    if (changed === null) return 'unchanged';
    const version = task.meta?.versionId;
    const headers = typeof version === 'string' ? { 'if-match': `W/"${version}"` } : undefined;
    try {
      await client.call({
        method: 'PUT',
        path: `Task/${id}`,
        body: changed,
        ...(headers === undefined ? {} : { headers }),
        bodyOptional: true,
        signal,
      });
      return 'updated';
    } catch (error) {
      const isStale = error instanceof FhirError && error.reason === 'conflict';
      if (!isStale || round >= MAX_ROUNDS) throw error;
    }
  }
}

/** Written back, a part would delete the rest. */
function createPartialError(id: string): FhirError {
  const message = 'the service shows a part of the Task only (SUBSETTED), which must not be written back';
  return new FhirError({ reason: 'unreadable', call: `GET Task/${id}`, message });
}
