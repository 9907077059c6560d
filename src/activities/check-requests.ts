import { createHash } from 'node:crypto';
import { Context } from '@temporalio/activity';
import stringify from 'json-stable-stringify';
import type { CheckedRequests, CheckRequestsInput, RequestInput } from '../contract/index.js';
import { checkRequest } from '../requests/check-request.js';
import { workflowIdOf } from '../requests/request-id.js';
import type { ActivityDependencies } from './dependencies.js';
import { findLife } from './request-life.js';

/** Limits the concurrent look-ups of requests in Temporal. */
const CONCURRENT_LOOKUPS = 10;

/**
 * Checks a page of a backfill: which requests are valid, and which of the valid ones are known. A request is known while it runs
 * and after it completed. A request that this backfill started is known whatever its outcome.
 */
export async function checkRequests(
  { config }: ActivityDependencies,
  input: CheckRequestsInput,
): Promise<CheckedRequests> {
  const { kind, requests, before } = input;
  const digest = digestOf(input);
  const invalid: CheckedRequests['invalid'] = [];
  const valid: CheckedRequests['fresh'] = [];
  for (const [index, data] of requests.entries()) {
    const { request, account, issues } = await checkRequest(
      data as unknown as Record<string, unknown>,
      kind,
      config,
    );
    if (request === null) invalid.push({ index, issues });
    else valid.push({ index, workflowId: workflowIdOf(kind, account, request) });
    Context.current().heartbeat();
  }
  if (digest === before) return { digest, invalid, fresh: [], known: 0 };
  const fresh = await selectUnknown(valid, input);
  return { digest, invalid, fresh, known: valid.length - fresh.length };
}

async function selectUnknown(
  valid: CheckedRequests['fresh'],
  input: CheckRequestsInput,
): Promise<CheckedRequests['fresh']> {
  const fresh: CheckedRequests['fresh'] = [];
  for (let start = 0; start < valid.length; start += CONCURRENT_LOOKUPS) {
    const some = valid.slice(start, start + CONCURRENT_LOOKUPS);
    const lives = await Promise.all(some.map(({ workflowId }) => findLife(workflowId, input)));
    fresh.push(...some.filter((_, place) => lives[place] === 'none' || lives[place] === 'over'));
    Context.current().heartbeat();
  }
  return fresh;
}

/** Computes the digest that distinguishes pages of the same number, for example after a file was corrected. */
function digestOf({ kind, requests }: { kind: string; requests: readonly RequestInput[] }): string {
  return createHash('sha256')
    .update(stringify([kind, requests]) ?? '')
    .digest('hex')
    .slice(0, 12);
}
