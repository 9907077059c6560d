import { setCurrentDetails } from '@temporalio/workflow';
import { UNKNOWN_ACCOUNT_LABEL, type SweepInput, type SweepResult } from '../contract/index.js';
import { detailsPage, points, type Row } from './details-page.js';
import { asText, asTime } from './words.js';
import { measureSweep } from './metrics.js';
import { fhirActivities, planSweep } from './request-activities.js';
import { failureOfRequest } from './request-ending.js';
import { setSearchAttributes } from './search-attributes.js';

/** Limits the duration of a sweep in milliseconds. The next sweep starts again, and requests also poll their Tasks. */
const SWEEP_TIMEOUT_MS = 3_600_000;

/**
 * Reads an account's finished Tasks once, and signals their requests (guide 2026-05, phpIdRequest step 4). It does not keep a
 * list of requests, because a Task's tracking identifier names its request.
 */
export async function sweep(input: SweepInput): Promise<SweepResult> {
  setSearchAttributes({ IdmpAccount: input.account });
  const startedAt = Date.now();
  const measure = (account: string, swept: SweepResult | null): void =>
    measureSweep(account, (Date.now() - startedAt) / 1_000, swept);
  try {
    const swept = await sweepAccount(input);
    measure(input.account, swept);
    return swept;
  } catch (error) {
    const failure = failureOfRequest(error, null);
    measure(failure?.type === 'UnknownAccount' ? UNKNOWN_ACCOUNT_LABEL : input.account, null);
    throw failure ?? error;
  }
}

async function sweepAccount({ account }: SweepInput): Promise<SweepResult> {
  const { fhirTaskQueue, since } = await planSweep({ account });
  const { sweepTasks } = fhirActivities(fhirTaskQueue, Date.now() + SWEEP_TIMEOUT_MS);
  const { seen, signalled, pages, warnings } = await sweepTasks.executeWithOptions(
    { summary: since === null ? `all finished Tasks of ${account}` : `Tasks of ${account} since ${since}` },
    [{ account, since }],
  );
  const rows: Row[] = [
    ['Account', asText(account)],
    ['Changed since', since === null ? 'the beginning' : asTime(since)],
    ['Pages', pages],
    ['Finished Tasks', seen],
    ['Requests signalled', signalled],
  ];
  setCurrentDetails(
    detailsPage('Sweep', points(warnings.map(({ severity, text }) => `${severity}: ${asText(text)}`)), rows),
  );
  return { seen, signalled };
}
