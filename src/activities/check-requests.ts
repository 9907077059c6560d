import { createHash } from 'node:crypto';
import { Context } from '@temporalio/activity';
import stringify from 'json-stable-stringify';
import type { CheckedRequests, CheckRequestsInput, RequestInput } from '../contract/index.js';
import { checkRequest } from '../requests/check-request.js';
import { workflowIdOf } from '../requests/request-id.js';
import type { ActivityDependencies } from './dependencies.js';
import { lifeOf } from './request-life.js';

/** So many requests are looked up in Temporal at once. */
const AT_ONCE = 10;

/**
 * Judges a page of a backfill: which requests are valid, and which of these are asked for already. A request is known
 * while it runs and after it completed, whoever started it, and however it ended where this backfill started it.
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
  const fresh = await unknownAmong(valid, input);
  return { digest, invalid, fresh, known: valid.length - fresh.length };
}

async function unknownAmong(
  valid: CheckedRequests['fresh'],
  input: CheckRequestsInput,
): Promise<CheckedRequests['fresh']> {
  const fresh: CheckedRequests['fresh'] = [];
  for (let start = 0; start < valid.length; start += AT_ONCE) {
    const some = valid.slice(start, start + AT_ONCE);
    const lives = await Promise.all(some.map(({ workflowId }) => lifeOf(workflowId, input)));
    fresh.push(...some.filter((_, place) => lives[place] === 'none' || lives[place] === 'over'));
    Context.current().heartbeat();
  }
  return fresh;
}

/** Tells pages of the same number apart, such as those of a file that was mended meanwhile. */
function digestOf({ kind, requests }: { kind: string; requests: readonly RequestInput[] }): string {
  return createHash('sha256')
    .update(stringify([kind, requests]) ?? '')
    .digest('hex')
    .slice(0, 12);
}
