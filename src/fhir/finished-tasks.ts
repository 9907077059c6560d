import type { FhirResource } from 'fhir/r5';
import { ENDED_WITHOUT_RESULT } from '../contract/index.js';
import { isFhirId } from './addresses.js';
import type { FhirCaller } from './fhir-caller.js';
import { FhirError } from './fhir-error.js';
import type { KnownTask } from './find-task.js';
import { searchPages } from './search.js';

/**
 * One search each: of all parameters the guide promises a list of values (`a,b`) for `_id` alone, and a service that takes
 * `completed,rejected` for one status would find nothing and say nothing.
 */
const FINISHED = ['completed', ...ENDED_WITHOUT_RESULT];

/** Services cap it as they like; few that declare no `_count` refuse it. */
const PAGE_SIZE = '_count=200';

/** Whose a Task is, how it ended and why; its contained resources are many times that. */
const ELEMENTS = '_elements=identifier,status,output,statusReason,businessStatus,note,lastModified';

export interface FinishedTasksOptions {
  /** ISO 8601: Tasks that changed before may be left out, where the service can do so. */
  since?: string | null;
  signal?: AbortSignal | undefined;
}

/**
 * An account's finished Tasks, one list for each page of the service; one without news is empty
 * (guide 2026-05, phpIdRequest step 4: `GET [base]/Task?status=completed`). Statuses that the page forgets are final, too
 * (operating model; R5, task-status).
 *
 * As few and small answers as the service states that it can give: by status, else all Tasks once; parts of Tasks, and
 * those that changed, where it has `_elements` and `_lastUpdated`. It may ignore any of it, so each hit's status is compared.
 * Tasks are as the pages show them, maybe without identifiers, maybe twice; one that moves from page to page meanwhile may be
 * missed.
 *
 * @throws FhirError where the service could not be asked, or fails on the way
 */
export async function* readFinishedTasks(
  client: FhirCaller,
  { since = null, signal }: FinishedTasksOptions = {},
): AsyncGenerator<KnownTask[]> {
  const { taskSearch } = await client.capabilities.get();
  const createSearch = (): Search => ({ client, signal, variants: listVariants(taskSearch, since) });
  if (taskSearch.includes('status') && (yield* searchByStatus(createSearch()))) return;
  const refusal = yield* readPages(createSearch(), [], FINISHED);
  if (refusal !== null) throw refusal;
}

interface Search {
  client: FhirCaller;
  signal: AbortSignal | undefined;
  /** Parameters to add, the narrowest first: what a strict service refuses is not tried again. */
  variants: string[][];
}

function listVariants(taskSearch: readonly string[], since: string | null): string[][] {
  const narrow = [
    ...(taskSearch.includes('_elements') ? [ELEMENTS] : []),
    ...(since !== null && taskSearch.includes('_lastUpdated')
      ? [`_lastUpdated=ge${encodeURIComponent(since)}`]
      : []),
  ];
  return narrow.length === 0 ? [[]] : [narrow, []];
}

/** Whether the service searches by status, which it declares. One status that it refuses is one that its Tasks never have. */
async function* searchByStatus(search: Search): AsyncGenerator<KnownTask[], boolean> {
  for (const status of FINISHED) {
    const refusal = yield* readPages(search, [`status=${status}`], [status]);
    if (refusal !== null && status === 'completed') return false;
  }
  return true;
}

/** The pages in the narrowest variant that the service takes; its refusal (400) where it takes none. */
async function* readPages(
  search: Search,
  parameters: readonly string[],
  statuses: readonly string[],
): AsyncGenerator<KnownTask[], FhirError | null> {
  for (;;) {
    const [variant = [], ...wider] = search.variants;
    const path = `Task?${[...parameters, PAGE_SIZE, ...variant].join('&')}`;
    let isTaken = false;
    try {
      for await (const page of searchPages(search.client, path, search.signal)) {
        isTaken = true;
        yield page.flatMap((hit) => selectFinished(hit, statuses));
      }
      return null;
    } catch (error) {
      // A strict service refuses parameters that it does not have (R5, search, handling=strict), on the first page.
      if (isTaken || !(error instanceof FhirError) || error.status !== 400) throw error;
      if (wider.length === 0) return error;
      search.variants = wider;
    }
  }
}

function selectFinished(hit: FhirResource, statuses: readonly string[]): KnownTask[] {
  const { id } = hit;
  return hit.resourceType === 'Task' && isFhirId(id) && statuses.includes(hit.status) ? [{ ...hit, id }] : [];
}
