import type { RequestStatus } from '../../contract/index.js';
import { painted, styleOf } from '../terminal/page.js';

/** One line: `waiting    Task 8d24… is in-progress, 3 polls, next at 10:15:02 UTC`. */
export function progressLine({ stage, taskId, taskStatus, polls, nextPollAt }: RequestStatus): string {
  const task = taskId === null ? [] : [`Task ${taskId} is ${taskStatus}`];
  const poll = polls === 0 ? [] : [`${polls} ${polls === 1 ? 'poll' : 'polls'}`];
  const next = stage !== 'waiting' || nextPollAt === null ? [] : [`next at ${nextPollAt.slice(11, 19)} UTC`];
  const where = painted(stage.padEnd(10), styleOf(stage), process.stderr);
  return `${where} ${[...task, ...poll, ...next].join(', ')}`.trimEnd();
}
