import { setCurrentDetails } from '@temporalio/workflow';
import type { SweepInput, SweepResult } from '../contract/index.js';
import { fhirActivities, planSweep } from './request-activities.js';
import { failureOfRequest } from './request-ending.js';
import { setSearchAttributes } from './search-attributes.js';

/** A sweep that takes longer is given up: the next one begins anew, and requests poll for themselves, too. */
const LONGEST_MS = 3_600_000;

/**
 * Looks once through an account's finished Tasks, and tells their requests (guide 2026-05, phpIdRequest step 4). It keeps
 * no list of its own: a Task says itself whose it is, by its tracking identifier.
 */
export async function sweep(input: SweepInput): Promise<SweepResult> {
  setSearchAttributes({ IdmpAccount: input.account });
  try {
    return await look(input);
  } catch (error) {
    throw failureOfRequest(error, null) ?? error;
  }
}

async function look({ account }: SweepInput): Promise<SweepResult> {
  const { fhirTaskQueue, since } = await planSweep({ account });
  const { sweepTasks } = fhirActivities(fhirTaskQueue, Date.now() + LONGEST_MS);
  const { seen, signalled, pages, warnings } = await sweepTasks.executeWithOptions(
    { summary: since === null ? `all finished Tasks of ${account}` : `Tasks of ${account} since ${since}` },
    [{ account, since }],
  );
  const rows: [string, string | number][] = [
    ['Account', account],
    ['Looked at what has changed since', since ?? 'the beginning'],
    ['Pages', pages],
    ['Finished Tasks', seen],
    ['Requests told', signalled],
  ];
  setCurrentDetails(
    [
      '### Sweep',
      '',
      '| | |',
      '| --- | --- |',
      ...rows.map(([name, value]) => `| ${name} | ${value} |`),
      ...warnings.map(({ severity, code }) => `\n- ${severity}: ${code}`),
    ].join('\n'),
  );
  return { seen, signalled };
}
