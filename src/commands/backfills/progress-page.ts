import type { BackfillProgress } from '../../contract/index.js';
import type { Page } from '../terminal/page.js';
import { grouped } from '../terminal/progress-bar.js';

/** How many requests of a backfill stand where. */
export function progressPage(
  backfillId: string,
  progress: BackfillProgress & { badRows?: string | null },
): Page {
  const { added, invalid, waiting, completed, paused, closed, badRows } = progress;
  const ended = completed + progress.rejected + progress.failed + progress.cancelled;
  const counts = (['rejected', 'failed', 'cancelled'] as const).map(
    (name) => [name, progress[name] === 0 ? '' : grouped(progress[name])] as const,
  );
  const state = paused ? 'paused' : !closed ? 'takes more rows' : ended === added ? 'ended' : 'runs';
  return {
    title: { subject: backfillId, state, style: state === 'ended' ? 'good' : 'open' },
    rows: [
      ['requests', grouped(added)],
      ['started', grouped(progress.started)],
      ['waiting', grouped(waiting)],
      ['completed', grouped(completed)],
      ...counts,
      ['not valid', invalid === 0 ? '' : grouped(invalid)],
      ['bad rows', badRows ?? ''],
    ],
    next: nextOf(backfillId, state),
  };
}

function nextOf(id: string, state: string): Page['next'] {
  if (state === 'ended') return [[`idmp backfill-results ${id}`, 'what came of each']];
  const go =
    state === 'paused'
      ? ([`idmp backfill-resume ${id}`, 'goes on starting'] as const)
      : ([`idmp backfill-pause ${id}`, 'starts no more for now'] as const);
  return [[`idmp backfill-status ${id}`, 'where it stands then'], go];
}
