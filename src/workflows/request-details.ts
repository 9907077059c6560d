import type { Kind, RequestStatus } from '../contract/index.js';

const NAMES: Record<Kind, string> = { phpid: 'PhPID', gsid: 'GSID' };

/**
 * The request as a small page in Temporal's web UI (markdown). It is not encrypted there: no product content, and
 * of issues the codes and places alone.
 */
export function requestDetails(kind: Kind, account: string, status: RequestStatus): string {
  const { stage, taskId, taskStatus, polls, lastPolledAt, nextPollAt, cancellation, issues } = status;
  const rows = [
    ['Account', account],
    ['Task', taskId === null ? 'not submitted yet' : `\`${taskId}\``],
    ['Status at the service', taskStatus ?? '–'],
    ['Polls', lastPolledAt === null ? `${polls}` : `${polls}, the last at ${lastPolledAt}`],
    ['Next poll', nextPollAt ?? '–'],
    ...(cancellation === null
      ? []
      : [['Cancellation', `asked for at ${cancellation.requestedAt}: ${cancellation.outcome}`]]),
  ];
  const table = ['| | |', '| --- | --- |', ...rows.map(([name, value]) => `| ${name} | ${value} |`)];
  const found = issues.map(
    ({ severity, code, expression }) => `- ${severity}: ${code} ${expression.join(', ')}`,
  );
  return [
    `### ${NAMES[kind]} request: ${stage}`,
    '',
    ...table,
    ...(found.length === 0 ? [] : ['', ...found]),
  ].join('\n');
}
