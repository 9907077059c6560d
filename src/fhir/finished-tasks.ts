import type { FhirResource } from 'fhir/r5';
import { ENDED_WITHOUT_RESULT } from '../contract/index.js';
import { isFhirId } from './addresses.js';
import type { FhirCaller } from './fhir-caller.js';
import { FhirError } from './fhir-error.js';
import type { KnownTask } from './find-task.js';
import { searchPages } from './search.js';

/**
 * Final statuses. Each has its own search, because the guide promises lists of values (`a,b`) only for `_id`. A service
 * that reads `completed,rejected` as one status would silently find no Tasks.
 */
const FINISHED = ['completed', ...ENDED_WITHOUT_RESULT];

/** Requested page size. A service may return smaller pages. Few services refuse `_count` without declaring it. */
const PAGE_SIZE = '_count=200';

/** Elements that tell the owner, the end and its reason. The contained resources are many times larger. */
const ELEMENTS = '_elements=identifier,status,output,statusReason,businessStatus,note,lastModified';

/** Options of a search for finished Tasks. */
export interface FinishedTasksOptions {
  /** ISO 8601. Tasks that changed earlier are left out if the service supports it. */
  since?: string | null;
  signal?: AbortSignal | undefined;
}

/**
 * Reads an account's finished Tasks, one list for each page of the service. A list may be empty. The guide describes it for
 * `completed` (guide 2026-05, phpIdRequest step 4: `GET [base]/Task?status=completed`). Other statuses are final, too
 * (operating model; R5, task-status).
 *
 * It requests as little as the service declares to support: a search by status, or else all Tasks once; parts of Tasks if it
 * has `_elements`; changed Tasks if it has `_lastUpdated`. A service may ignore each parameter, so each hit's status is
 * compared. A Task may lack identifiers, and may appear twice. A Task that moves between pages meanwhile may be missed.
 *
 * @throws FhirError if a search fails
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
  /** Parameters to add, the narrowest first. A variant that a strict service refuses is removed. */
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

/**
 * Searches by each final status. Returns false if the service refuses the search for completed Tasks. Another refused status
 * is one that its Tasks never have.
 */
async function* searchByStatus(search: Search): AsyncGenerator<KnownTask[], boolean> {
  for (const status of FINISHED) {
    const refusal = yield* readPages(search, [`status=${status}`], [status]);
    if (refusal !== null && status === 'completed') return false;
  }
  return true;
}

/** Reads the pages with the narrowest variant that the service accepts. Returns its refusal (400) if it refuses each variant. */
async function* readPages(
  search: Search,
  parameters: readonly string[],
  statuses: readonly string[],
): AsyncGenerator<KnownTask[], FhirError | null> {
  for (;;) {
    const [variant = [], ...wider] = search.variants;
    const path = `Task?${[...parameters, PAGE_SIZE, ...variant].join('&')}`;
    let isAccepted = false;
    try {
      for await (const page of searchPages(search.client, path, search.signal)) {
        isAccepted = true;
        yield page.flatMap((hit) => selectFinished(hit, statuses));
      }
      return null;
    } catch (error) {
      // A strict service refuses parameters that it does not have (R5, search, handling=strict), on the first page.
      if (isAccepted || !(error instanceof FhirError) || error.status !== 400) throw error;
      if (wider.length === 0) return error;
      search.variants = wider;
    }
  }
}

function selectFinished(hit: FhirResource, statuses: readonly string[]): KnownTask[] {
  const { id } = hit;
  return hit.resourceType === 'Task' && isFhirId(id) && statuses.includes(hit.status) ? [{ ...hit, id }] : [];
}
