import type { Client } from '@temporalio/client';
import { KINDS, quoted, type Kind, type Stage } from '../contract/index.js';

/** Stages of open requests in lists (src/workflows/request-state.ts). The other stages last only moments. */
export const OPEN_STAGES = [
  'building',
  'waiting',
  'cancelling',
  'fetching',
] as const satisfies readonly Stage[];
export type OpenStage = (typeof OPEN_STAGES)[number];

export interface OpenRequests {
  kind: Kind;
  stage: OpenStage;
  count: number;
}

/** Builds the query for the open requests of an account. */
function buildOpenQuery(account: string): string {
  return `IdmpAccount = ${quoted(account)} AND ExecutionStatus = 'Running'`;
}

/** Builds the query for the requests that wait for reviewers at the service. */
export function buildWaitingQuery(account: string): string {
  return `${buildOpenQuery(account)} AND IdmpStage = 'waiting'`;
}

/**
 * Counts an account's open requests by kind and stage, with at most ten calls that an index answers. (Temporal groups counts
 * only by status.)
 */
export async function countOpen({ workflow }: Client, account: string): Promise<OpenRequests[]> {
  const counted: OpenRequests[] = [];
  for (const kind of KINDS) {
    const query = `${buildOpenQuery(account)} AND IdmpKind = ${quoted(kind)}`;
    const { count: all } = await workflow.count(query);
    for (const stage of OPEN_STAGES) {
      const count = all === 0 ? 0 : (await workflow.count(`${query} AND IdmpStage = ${quoted(stage)}`)).count;
      counted.push({ kind, stage, count });
    }
  }
  return counted;
}
