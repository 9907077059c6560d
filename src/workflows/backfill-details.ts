import { quoted, type BackfillProgress, type Stage } from '../contract/index.js';
import { detailsPage, type Row } from './details-page.js';
import { asText, asTime } from './words.js';

/** Facts that the web UI shows beside the progress. */
export interface BackfillFacts {
  backfillId: string;
  namespace: string;
  account: string;
  perSecond: number;
  /** Number of accepted requests that are not started yet. */
  left: number;
  known: number;
  isCancelled: boolean;
  /** Milliseconds since 1970. */
  countedAt: number;
}

const BAR_LENGTH = 40;

/** Writes a backfill as a small page in Temporal's web UI (Markdown). Each number links to its list of requests. */
export function backfillDetails(progress: BackfillProgress, facts: BackfillFacts): string {
  const { added, started, invalid, waiting, completed, rejected, failed, cancelled } = progress;
  const ended = completed + rejected + failed + cancelled;
  const listOf = (name: string, query: string): string => `[${name}](${listAddress(facts, query)})`;
  const inStage = (stage: Stage): string => `IdmpStage = ${quoted(stage)}`;
  const rows: Row[] = [
    ['Account', asText(facts.account)],
    ['Accepted', `${added}, of which ${facts.left} are not started yet (${facts.perSecond} per second)`],
    ['Started', started],
    [listOf('Running', "ExecutionStatus = 'Running'"), waiting],
    [listOf('Completed', inStage('completed')), completed],
    [listOf('Rejected', inStage('rejected')), rejected],
    [listOf('Failed', inStage('failed')), failed],
    [listOf('Cancelled', inStage('cancelled')), cancelled],
    ['Invalid', invalid],
    ['Already requested', facts.known],
    ['Counted at', asTime(new Date(facts.countedAt).toISOString())],
  ];
  const state = stateOf(progress, facts);
  const bars = `\`${bar(ended, added)}\` **${ended} of ${added}** have ended`;
  return detailsPage(`Backfill: ${state}`, [bars, WHAT_TO_DO[state]], rows);
}

/** Returns the address of the web UI's list of this backfill's requests. */
function listAddress({ namespace, backfillId }: BackfillFacts, query: string): string {
  const whole = `IdmpBackfill = ${quoted(backfillId)} AND ${query}`;
  // Parentheses would end the link, and encodeURIComponent does not escape them.
  const escaped = encodeURIComponent(whole).replace(
    /[()']/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return `/namespaces/${encodeURIComponent(namespace)}/workflows?query=${escaped}`;
}

const WHAT_TO_DO = {
  cancelled: 'Its open requests are cancelled at the service.',
  paused: 'The backfill starts no more requests. The signal `resume` continues it.',
  'open for more pages':
    'The caller can add more pages. If the caller has stopped, run the same `idmp backfill FILE` again: it continues where it stopped.',
  'starting its requests':
    'You do not need to do anything. The signal `pause` stops the starting of requests.',
  'waiting for its requests':
    'Reviewers at the service validate the Tasks. You do not need to do anything. `idmp backfill-results ID` prints the results so far.',
  done: '`idmp backfill-results ID` prints the outcome of each request.',
} as const;

function stateOf(
  { paused, closed, waiting }: BackfillProgress,
  { left, isCancelled }: BackfillFacts,
): keyof typeof WHAT_TO_DO {
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
