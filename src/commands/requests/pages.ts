import { ENDED_STAGES, type RequestResult, type RequestStatus } from '../../contract/index.js';
import { styleOf, type Page } from '../terminal/page.js';

/** Page of a request that was started now, or earlier. */
export function startedPage(workflowId: string, started: boolean): Page {
  return {
    title: started
      ? { subject: workflowId, state: 'started', style: 'good' }
      : { subject: workflowId, state: 'was started earlier; it is running or completed', style: 'open' },
    next: [
      [`idmp status ${workflowId}`, 'prints its status'],
      [`idmp cancel ${workflowId}`, 'cancels it'],
    ],
  };
}

/** Page of a status, with the commands that may come next. */
export function statusPage(workflowId: string, status: RequestStatus): Page {
  const { stage, taskId, taskUrl, taskStatus, polls, lastPolledAt, nextPollAt, cancellation } = status;
  const hasEnded = ENDED_STAGES.includes(stage);
  return {
    title: { subject: workflowId, state: stage, style: styleOf(stage) },
    rows: [
      ['Task', taskId === null ? 'none yet' : `${taskId} is ${taskStatus ?? 'not seen yet'}`],
      ['address', taskUrl ?? ''],
      ['polls', lastPolledAt === null ? String(polls) : `${polls}, the last at ${timeOf(lastPolledAt)}`],
      ['next poll', hasEnded || nextPollAt === null ? '' : timeOf(nextPollAt)],
      ['cancellation', cancellation === null ? '' : cancellationText(cancellation)],
    ],
    issues: status.issues,
    next: hasEnded ? afterEnd(workflowId, stage) : whileOpen(workflowId, stage),
  };
}

function whileOpen(workflowId: string, stage: RequestStatus['stage']): Page['next'] {
  return [
    ...(stage === 'waiting' ? [[`idmp poll ${workflowId}`, 'polls the service at once'] as const] : []),
    ...(stage === 'cancelling' ? [] : [[`idmp cancel ${workflowId}`, 'cancels it'] as const]),
  ];
}

function afterEnd(workflowId: string, stage: RequestStatus['stage']): Page['next'] {
  return stage === 'completed'
    ? [[`temporal workflow result --workflow-id ${workflowId}`, 'prints the result']]
    : [[`idmp request FILE`, 'submits it again, after you fix the file']];
}

function cancellationText({
  outcome,
  reason,
  requestedAt,
}: NonNullable<RequestStatus['cancellation']>): string {
  return `${outcome}, requested at ${timeOf(requestedAt)}${reason === null ? '' : `: ${reason}`}`;
}

/** Page of a result: its identifiers. */
export function resultPage(workflowId: string, result: RequestResult): Page {
  const ids =
    'gsid' in result
      ? [['GSID', result.gsid.value] as const]
      : [
          ...result.phpids.map(({ level, value }) => [`PhPID, level ${level ?? '?'}`, value] as const),
          ['product id', result.productId?.value ?? ''] as const,
        ];
  return {
    title: { subject: workflowId, state: 'completed', style: 'good' },
    rows: [
      ...ids,
      ['Task', result.taskUrl],
      ['resources', `${result.resources.length} (--json prints them)`],
    ],
  };
}

/** `2026-11-21 10:15:02 UTC` */
function timeOf(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}
