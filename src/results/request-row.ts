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

/** What came of one request of a backfill. What is not known is null. Times are ISO 8601. */
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
  /** Of all levels, the deepest last; none where nothing came out. */
  phpids: { value: string; level: number | null }[];
  gsid: string | null;
  productId: string | null;
  reason: RowReason | null;
  submittedAt: string | null;
  startedAt: string;
  endedAt: string | null;
  polls: number | null;
}

/** Why there is no result; beside the request's own reasons, what Temporal did to its workflow. */
export interface RowReason {
  type: NonNullable<RequestOutcome['reason']>['type'] | 'Terminated' | 'TimedOut' | 'WorkflowFailed';
  text: string;
}

/** Reads a row from an entry of Temporal's list: memo and search attributes say all of it, no call is needed. */
export function toRow(execution: WorkflowExecutionInfo): RequestRow {
  const { workflowId, startTime, closeTime } = execution;
  const { subject, startedAt, outcome } = (execution.memo ?? {}) as RequestMemo;
  const isOpen = isStillOpen(execution);
  return {
    workflowId,
    kind: attribute(execution, 'IdmpKind') as Kind | null,
    account: attribute(execution, 'IdmpAccount'),
    identifier: subject?.identifier ?? null,
    name: subject?.name ?? null,
    stage: stageOf(execution),
    taskId: outcome?.taskId ?? attribute(execution, 'IdmpTaskId'),
    phpids: outcome?.phpids ?? [],
    gsid: outcome?.gsid ?? null,
    productId: outcome?.productId ?? null,
    reason: outcome?.reason ?? reasonOfTemporal(execution),
    submittedAt: outcome?.submittedAt ?? null,
    startedAt: startedAt ?? startTime.toISOString(),
    endedAt: isOpen ? null : (closeTime?.toISOString() ?? null),
    polls: outcome?.polls ?? null,
  };
}

/** A run that went on in a new one is no end, where the list has only the former yet. */
function isStillOpen({ status }: WorkflowExecutionInfo): boolean {
  return ['RUNNING', 'PAUSED', 'CONTINUED_AS_NEW'].includes(status.name);
}

/** How the workflow ended says more than the last stage that it showed: a terminated one shows where it stood. */
function stageOf(execution: WorkflowExecutionInfo): Stage {
  const shown = attribute(execution, 'IdmpStage');
  const { name } = execution.status;
  if (name === 'COMPLETED') return 'completed';
  if (name === 'CANCELLED') return 'cancelled';
  if (isStillOpen(execution)) return STAGES.find((stage) => stage === shown) ?? 'building';
  return shown === 'rejected' ? 'rejected' : 'failed';
}

/** The reason for an end that the request had no say in. */
function reasonOfTemporal({ status }: WorkflowExecutionInfo): RowReason | null {
  switch (status.name) {
    case 'TERMINATED':
      return {
        type: 'Terminated',
        text: 'the workflow was terminated in Temporal; a Task may stand at the service',
      };
    case 'TIMED_OUT':
      return {
        type: 'TimedOut',
        text: 'the workflow timed out in Temporal; a Task may stand at the service',
      };
    case 'FAILED':
      return { type: 'WorkflowFailed', text: 'the workflow itself failed; its history in Temporal says why' };
    default:
      return null;
  }
}

function attribute(
  { typedSearchAttributes }: WorkflowExecutionInfo,
  name: SearchAttributeName,
): string | null {
  return typedSearchAttributes.get(SEARCH_ATTRIBUTE_KEYS[name]) ?? null;
}
