import { createHash } from 'node:crypto';
import stringify from 'json-stable-stringify';
import { KINDS, SOURCES, type Kind, type RequestInput } from '../contract/index.js';
import { subjectOf } from './subject.js';

/** Creates the workflow id of a request that the command line or a backfill starts. */
export function workflowIdOf(kind: Kind, account: string, request: RequestInput): string {
  return `${kind}/${account}/${request.requestId ?? hashContent(request)}`;
}

/**
 * Parses account and request id from such a workflow id. An account's name may contain slashes, so known accounts are tried
 * first. Returns null for other workflow ids, which other callers choose freely.
 */
export function parseWorkflowId(
  workflowId: string,
  accounts: Iterable<string>,
): { account: string; requestId: string } | null {
  const kind = KINDS.find((each) => workflowId.startsWith(`${each}/`));
  if (kind === undefined) return null;
  const rest = workflowId.slice(kind.length + 1);
  const known = [...accounts].filter((name) => rest.startsWith(`${name}/`));
  const account = known.sort((a, b) => b.length - a.length)[0] ?? rest.split('/')[0] ?? '';
  const requestId = rest.slice(account.length + 1);
  return account === '' || requestId === '' ? null : { account, requestId };
}

/** Lengths of the hash, in hexadecimal digits: beside an identifier, and alone. A hash alone must be unique in a whole portfolio. */
const [SHORT, LONG] = [8, 16];

/**
 * Creates an id from the product's own identifier and a short hash of the content (`MPID-123.4f0a9c1e`). The same content has
 * the same id from any source, and changed content has another id. Without an identifier the id is a hash alone, because a
 * name is content, and workflow ids are not encrypted.
 */
function hashContent(request: RequestInput): string {
  const source = SOURCES.map((name) => request[name]).find((value) => value !== undefined);
  const hash = createHash('sha256')
    .update(stringify(source) ?? '')
    .digest('hex');
  const own = subjectOf(request).identifier?.value.replace(/\s+/g, '-').slice(0, 100);
  return own === undefined ? hash.slice(0, LONG) : `${own}.${hash.slice(0, SHORT)}`;
}
