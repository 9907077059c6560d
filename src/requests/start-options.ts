import type { Priority, TypedSearchAttributes as TypedSearchAttributesType } from '@temporalio/common';
import { TypedSearchAttributes } from '@temporalio/common';
import { SEARCH_ATTRIBUTE_KEYS } from '../contract/search-attribute-keys.js';
import {
  DEFAULT_ACCOUNT,
  KIND_NAMES,
  MEMO_STARTED_AT,
  MEMO_SUBJECT,
  type Kind,
  type PlannedRequest,
  type RequestInput,
  type RequestMemo,
  type RequestSubject,
  type SearchAttributeName,
} from '../contract/index.js';
import { subjectOf } from './subject.js';

/** Limits the summary of a workflow, in bytes. It is Temporal's own limit. */
const MAX_SUMMARY_BYTES = 200;

/** Options with which each caller starts a request's workflow. */
export interface StartOptions {
  taskQueue: string;
  workflowId: string;
  args: [RequestInput];
  workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY';
  workflowIdConflictPolicy: 'FAIL';
  staticSummary: string;
  memo: Record<string, unknown>;
  typedSearchAttributes: TypedSearchAttributesType;
  priority?: Priority;
}

/**
 * Creates the options to start a request once: its id cannot be started again while it runs or after it completed. The
 * options include its first search attributes, so that the workflow need not set them and lists show it at once.
 */
export function createStartOptions(
  { kind, workflowId, request }: PlannedRequest,
  taskQueue: string,
): StartOptions {
  const subject = subjectOf(request);
  const memo: RequestMemo = { subject, startedAt: new Date().toISOString() };
  return {
    taskQueue,
    workflowId,
    args: [request],
    workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
    workflowIdConflictPolicy: 'FAIL',
    staticSummary: truncateSummary(createSummary(kind, subject)),
    memo: { [MEMO_SUBJECT]: memo.subject, [MEMO_STARTED_AT]: memo.startedAt },
    typedSearchAttributes: createSearchAttributes(kind, request),
  };
}

/** Creates the text at the top of the request's page in Temporal's web UI. The page shows the workflow id already. */
function createSummary(kind: Kind, { name, identifier }: RequestSubject): string {
  const known = [name, identifier?.value].filter((each) => typeof each === 'string');
  return [`${KIND_NAMES[kind]} request`, ...(known.length === 0 ? [] : [known.join(', ')])].join(': ');
}

function createSearchAttributes(kind: Kind, request: RequestInput): TypedSearchAttributesType {
  const values: [SearchAttributeName, string | undefined][] = [
    ['IdmpKind', kind],
    ['IdmpAccount', request.account ?? DEFAULT_ACCOUNT],
    ['IdmpStage', 'building'],
    ['IdmpBackfill', request.backfillId],
  ];
  return new TypedSearchAttributes(
    values.flatMap(([name, value]) =>
      value === undefined ? [] : [{ key: SEARCH_ATTRIBUTE_KEYS[name], value }],
    ),
  );
}

function truncateSummary(text: string): string {
  return Buffer.from(text)
    .subarray(0, MAX_SUMMARY_BYTES)
    .toString()
    .replace(/\uFFFD$/, '');
}
