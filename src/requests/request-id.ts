import { createHash } from 'node:crypto';
import stringify from 'json-stable-stringify';
import { KINDS, SOURCES, type Kind, type RequestInput } from '../contract/index.js';
import { subjectOf } from './subject.js';

/** Workflow id of a request that the command line or a backfill starts. */
export function workflowIdOf(kind: Kind, account: string, request: RequestInput): string {
  return `${kind}/${account}/${request.requestId ?? hashContent(request)}`;
}

/**
 * Account and request id of such a workflow id. An account's name may have slashes of its own, so those that are known
 * are looked for first. Null where the id has another form: other callers choose as they like.
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

/** Hexadecimal digits of the hash, beside an identifier and alone: then it has to tell a whole portfolio apart. */
const [SHORT, LONG] = [8, 16];

/**
 * The product's own identifier with a short hash of the content (`MPID-123.4f0a9c1e`): the same content has the same
 * id wherever it comes from, changed content another one. Without an identifier it is a hash alone: a name is content, and a
 * workflow id is never encrypted.
 */
function hashContent(request: RequestInput): string {
  const source = SOURCES.map((name) => request[name]).find((value) => value !== undefined);
  const hash = createHash('sha256')
    .update(stringify(source) ?? '')
    .digest('hex');
  const own = subjectOf(request).identifier?.value.replace(/\s+/g, '-').slice(0, 100);
  return own === undefined ? hash.slice(0, LONG) : `${own}.${hash.slice(0, SHORT)}`;
}
