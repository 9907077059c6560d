import type { BackfillProgress } from '../contract/index.js';

/** What the web UI shows beside the progress. */
export interface BackfillFacts {
  account: string;
  perSecond: number;
  /** Accepted, and not started yet. */
  left: number;
  known: number;
  isCancelled: boolean;
  /** Milliseconds since 1970. */
  countedAt: number;
}

const BAR_LENGTH = 40;

/** A backfill as a small page in Temporal's web UI (markdown). It is not encrypted there: numbers alone. */
export function backfillDetails(progress: BackfillProgress, facts: BackfillFacts): string {
  const { added, started, invalid, waiting, completed, rejected, failed, cancelled } = progress;
  const ended = completed + rejected + failed + cancelled;
  const rows: [string, string | number][] = [
    ['Account', facts.account],
    ['Accepted', `${added}, of which ${facts.left} are still to be started (${facts.perSecond} a second)`],
    ['Started', started],
    ['Waiting', waiting],
    ['Completed', completed],
    ['Rejected', rejected],
    ['Failed', failed],
    ['Cancelled', cancelled],
    ['Not valid', invalid],
    ['Asked for already', facts.known],
    ['Counted at', new Date(facts.countedAt).toISOString()],
  ];
  return [
    `### Backfill: ${stateOf(progress, facts)}`,
    '',
    `\`${bar(ended, added)}\` ${ended} of ${added} have ended`,
    '',
    '| | |',
    '| --- | --- |',
    ...rows.map(([name, value]) => `| ${name} | ${value} |`),
  ].join('\n');
}

function stateOf(
  { paused, closed, waiting }: BackfillProgress,
  { left, isCancelled }: BackfillFacts,
): string {
  if (isCancelled) return 'cancelled';
  if (paused) return 'paused';
  if (!closed) return 'open for more pages';
  if (left > 0) return 'starting its requests';
  return waiting > 0 ? 'waiting for its requests' : 'done';
}

function bar(part: number, whole: number): string {
  const full = whole === 0 ? 0 : Math.floor((BAR_LENGTH * part) / whole);
  return '█'.repeat(full) + '░'.repeat(BAR_LENGTH - full);
}
