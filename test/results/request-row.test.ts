import { describe, expect, it } from '@jest/globals';
import type { WorkflowExecutionInfo } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common';
import type { RequestMemo, SearchAttributeName } from '../../src/contract/index.js';
import { toRow } from '../../src/results/request-row.js';
import { at } from './support/rows.js';

const SUBJECT = { identifier: { system: 'urn:example:mpid', value: 'MPID-1' }, name: 'Testolin' };

function listed(
  status: string,
  attributes: Partial<Record<SearchAttributeName, string>>,
  memo: RequestMemo | null = { subject: SUBJECT, startedAt: at(0) },
): WorkflowExecutionInfo {
  const isOpen = ['RUNNING', 'PAUSED'].includes(status);
  return {
    workflowId: 'phpid/default/MPID-1',
    status: { name: status },
    startTime: new Date(at(100)),
    closeTime: isOpen ? undefined : new Date(at(200)),
    memo: memo ?? undefined,
    typedSearchAttributes: new TypedSearchAttributes(
      Object.entries(attributes).map(([name, value]) => ({
        key: defineSearchAttributeKey(name, SearchAttributeType.KEYWORD),
        value,
      })),
    ),
  } as unknown as WorkflowExecutionInfo;
}

describe('the row of a request', () => {
  it('that is completed has its result, from memo and search attributes', () => {
    const phpids = [1, 2, 3, 4].map((level) => ({ value: `P${level}`, level }));
    const outcome = { taskId: 't1', phpids, productId: 'U1', submittedAt: at(3), polls: 7 };
    const attributes = { IdmpKind: 'phpid', IdmpAccount: 'uk', IdmpStage: 'completed', IdmpTaskId: 't1' };
    expect(toRow(listed('COMPLETED', attributes, { subject: SUBJECT, startedAt: at(0), outcome }))).toEqual({
      workflowId: 'phpid/default/MPID-1',
      ...{ kind: 'phpid', account: 'uk', ...SUBJECT, stage: 'completed', taskId: 't1' },
      ...{ phpids, gsid: null, productId: 'U1', reason: null, polls: 7 },
      ...{ submittedAt: at(3), startedAt: at(0), endedAt: at(200) },
    });
  });

  it('that waits has its stage and its Task, and no end', () => {
    const row = toRow(listed('RUNNING', { IdmpStage: 'waiting', IdmpTaskId: 't1' }));
    expect(row).toMatchObject({ stage: 'waiting', taskId: 't1', endedAt: null, phpids: [], reason: null });
  });

  it('that went on in a new run is open, and began with its first run', () => {
    const row = toRow(listed('CONTINUED_AS_NEW', { IdmpStage: 'waiting' }));
    expect(row).toMatchObject({ stage: 'waiting', startedAt: at(0), endedAt: null, reason: null });
  });

  it('that another program started, without a memo, has what exists', () => {
    const row = toRow(listed('RUNNING', { IdmpKind: 'gsid' }, null));
    expect(row).toMatchObject({ kind: 'gsid', identifier: null, name: null, stage: 'building' });
    expect(row.startedAt).toBe(at(100));
  });

  it.each([
    ['TERMINATED', 'waiting', 'failed', 'Terminated'],
    ['TIMED_OUT', 'submitting', 'failed', 'TimedOut'],
    ['FAILED', 'fetching', 'failed', 'WorkflowFailed'],
  ])('whose workflow is %s in stage %s is %s', (status, shown, stage, type) => {
    const row = toRow(listed(status, { IdmpStage: shown }));
    expect(row).toMatchObject({ stage, reason: { type }, endedAt: at(200) });
  });

  it.each([
    ['FAILED', 'rejected', 'rejected'],
    ['FAILED', 'failed', 'failed'],
    ['CANCELLED', 'cancelled', 'cancelled'],
  ])('that ended by itself, %s and %s, is %s with its own reason', (status, shown, stage) => {
    const reason = { type: 'TaskRejected' as const, text: 'the dose form is not plausible' };
    const outcome = { taskId: 't1', reason, submittedAt: null, polls: 0 };
    expect(toRow(listed(status, { IdmpStage: shown }, { outcome }))).toMatchObject({ stage, reason });
  });
});
