import type { BackfillProgress } from '../../contract/index.js';
import type { Page } from '../terminal/page.js';
import { grouped } from '../terminal/progress-bar.js';

/** Page of the progress of a backfill: its requests by stage. */
export function progressPage(
  backfillId: string,
  progress: BackfillProgress & { badRows?: string | null },
): Page {
  const { added, invalid, waiting, completed, paused, closed, badRows } = progress;
  const ended = completed + progress.rejected + progress.failed + progress.cancelled;
  const counts = (['rejected', 'failed', 'cancelled'] as const).map(
    (name) => [name, progress[name] === 0 ? '' : grouped(progress[name])] as const,
  );
  const state = paused ? 'paused' : !closed ? 'accepts more rows' : ended === added ? 'ended' : 'runs';
  return {
    title: { subject: backfillId, state, style: state === 'ended' ? 'good' : 'open' },
    rows: [
      ['requests', grouped(added)],
      ['started', grouped(progress.started)],
      ['waiting', grouped(waiting)],
      ['completed', grouped(completed)],
      ...counts,
      ['invalid', invalid === 0 ? '' : grouped(invalid)],
      ['bad rows', badRows ?? ''],
    ],
    next: nextOf(backfillId, state),
  };
}

function nextOf(id: string, state: string): Page['next'] {
  if (state === 'ended') return [[`idmp backfill-results ${id}`, 'prints the outcome of each request']];
  const go =
    state === 'paused'
      ? ([`idmp backfill-resume ${id}`, 'starts requests again'] as const)
      : ([`idmp backfill-pause ${id}`, 'stops starting requests'] as const);
  return [[`idmp backfill-status ${id}`, 'prints its progress'], go];
}
