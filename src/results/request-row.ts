import type { WorkflowExecutionInfo } from '@temporalio/client';
import { SEARCH_ATTRIBUTE_KEYS } from '../contract/search-attribute-keys.js';
import {
  STAGES,
  type Identifier,
  type Kind,
  type RequestMemo,
  type RequestOutcome,
  type SearchAttributeName,
  type Stage,
} from '../contract/index.js';

/** The outcome of one request of a backfill. Unknown values are null. Times are ISO 8601. */
export interface RequestRow {
  workflowId: string;
  kind: Kind | null;
  account: string | null;
  /** The product's own identifier. */
  identifier: Identifier | null;
  /** The product's or substance's name. */
  name: string | null;
  stage: Stage;
  taskId: string | null;
  /** All levels, the deepest last. Empty without a result. */
  phpids: { value: string; level: number | null }[];
  gsid: string | null;
  productId: string | null;
  reason: RowReason | null;
  submittedAt: string | null;
  startedAt: string;
  endedAt: string | null;
  polls: number | null;
}

/** The reason for a missing result: the request's own reason, or an end of its workflow that Temporal caused. */
export interface RowReason {
  type: NonNullable<RequestOutcome['reason']>['type'] | 'Terminated' | 'TimedOut' | 'WorkflowFailed';
  text: string;
}

/** Reads a row from an entry of Temporal's list. Memo and search attributes have all data, so no call is needed. */
export function toRow(execution: WorkflowExecutionInfo): RequestRow {
  const { workflowId, startTime, closeTime } = execution;
  const { subject, startedAt, outcome } = (execution.memo ?? {}) as RequestMemo;
  const isOpen = isStillOpen(execution);
  return {
    workflowId,
    kind: readAttribute(execution, 'IdmpKind') as Kind | null,
    account: readAttribute(execution, 'IdmpAccount'),
    identifier: subject?.identifier ?? null,
    name: subject?.name ?? null,
    stage: readStage(execution),
    taskId: outcome?.taskId ?? readAttribute(execution, 'IdmpTaskId'),
    phpids: outcome?.phpids ?? [],
    gsid: outcome?.gsid ?? null,
    productId: outcome?.productId ?? null,
    reason: outcome?.reason ?? createTemporalReason(execution),
    submittedAt: outcome?.submittedAt ?? null,
    startedAt: startedAt ?? startTime.toISOString(),
    endedAt: isOpen ? null : (closeTime?.toISOString() ?? null),
    polls: outcome?.polls ?? null,
  };
}

/** Tells whether the request is open. A run that continued as new counts as open, if the list does not have the new run yet. */
function isStillOpen({ status }: WorkflowExecutionInfo): boolean {
  return ['RUNNING', 'PAUSED', 'CONTINUED_AS_NEW'].includes(status.name);
}

/** Reads the stage. The end of the workflow overrides the last shown stage, because a terminated workflow keeps its stage. */
function readStage(execution: WorkflowExecutionInfo): Stage {
  const shown = readAttribute(execution, 'IdmpStage');
  const { name } = execution.status;
  if (name === 'COMPLETED') return 'completed';
  if (name === 'CANCELLED') return 'cancelled';
  if (isStillOpen(execution)) return STAGES.find((stage) => stage === shown) ?? 'building';
  return shown === 'rejected' ? 'rejected' : 'failed';
}

/** Creates the reason for an end that the request did not decide. */
function createTemporalReason({ status }: WorkflowExecutionInfo): RowReason | null {
  switch (status.name) {
    case 'TERMINATED':
      return {
        type: 'Terminated',
        text: 'the workflow was terminated in Temporal; a Task may exist at the service',
      };
    case 'TIMED_OUT':
      return {
        type: 'TimedOut',
        text: 'the workflow timed out in Temporal; a Task may exist at the service',
      };
    case 'FAILED':
      return { type: 'WorkflowFailed', text: 'the workflow itself failed; see its history in Temporal' };
    default:
      return null;
  }
}

function readAttribute(
  { typedSearchAttributes }: WorkflowExecutionInfo,
  name: SearchAttributeName,
): string | null {
  return typedSearchAttributes.get(SEARCH_ATTRIBUTE_KEYS[name]) ?? null;
}
