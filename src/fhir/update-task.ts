import type { Task } from 'fhir/r5';
import type { FhirCaller } from './fhir-caller.js';
import { FhirError } from './fhir-error.js';
import { isPartial } from './partial.js';
import { readTask } from './tasks.js';

/** Limits the rounds of reading and writing when other clients change the Task meanwhile. The caller retries after that. */
const MAX_ROUNDS = 3;

/**
 * Reads a Task, lets the caller decide on the change, and writes it with `PUT` if it has not changed meanwhile (`If-Match`,
 * R5, http, concurrency). If another client changed it (412; 409 on some servers), it reads the Task and decides again.
 *
 * @param decide returns the changed Task, or null to leave it unchanged
 * @throws FhirError; `unsupported` if the service does not update Tasks, `conflict` after several rounds
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

/** Creates the error for a part of a Task. Writing a part would delete the rest of the Task. */
function createPartialError(id: string): FhirError {
  const message = 'the service returned only a part of the Task (SUBSETTED), which must not be written back';
  return new FhirError({ reason: 'unreadable', call: `GET Task/${id}`, message });
}
