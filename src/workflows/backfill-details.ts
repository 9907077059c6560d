import { quoted, type BackfillProgress, type Stage } from '../contract/index.js';
import { detailsPage, type Row } from './details-page.js';
import { asText, asTime } from './words.js';

/** What the web UI shows beside the progress. */
export interface BackfillFacts {
  backfillId: string;
  namespace: string;
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

/** A backfill as a small page in Temporal's web UI (markdown), with a list of requests behind each number. */
export function backfillDetails(progress: BackfillProgress, facts: BackfillFacts): string {
  const { added, started, invalid, waiting, completed, rejected, failed, cancelled } = progress;
  const ended = completed + rejected + failed + cancelled;
  const listOf = (name: string, query: string): string => `[${name}](${listAddress(facts, query)})`;
  const inStage = (stage: Stage): string => `IdmpStage = ${quoted(stage)}`;
  const rows: Row[] = [
    ['Account', asText(facts.account)],
    ['Accepted', `${added}, of which ${facts.left} are still to be started (${facts.perSecond} a second)`],
    ['Started', started],
    [listOf('Under way', "ExecutionStatus = 'Running'"), waiting],
    [listOf('Completed', inStage('completed')), completed],
    [listOf('Rejected', inStage('rejected')), rejected],
    [listOf('Failed', inStage('failed')), failed],
    [listOf('Cancelled', inStage('cancelled')), cancelled],
    ['Not valid', invalid],
    ['Asked for already', facts.known],
    ['Counted at', asTime(new Date(facts.countedAt).toISOString())],
  ];
  const state = stateOf(progress, facts);
  const bars = `\`${bar(ended, added)}\` **${ended} of ${added}** have ended`;
  return detailsPage(`Backfill: ${state}`, [bars, WHAT_TO_DO[state]], rows);
}

/** The web UI's list of this backfill's requests. */
function listAddress({ namespace, backfillId }: BackfillFacts, query: string): string {
  const whole = `IdmpBackfill = ${quoted(backfillId)} AND ${query}`;
  // Parentheses would end the link; encodeURIComponent leaves them as they are.
  const escaped = encodeURIComponent(whole).replace(
    /[()']/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return `/namespaces/${encodeURIComponent(namespace)}/workflows?query=${escaped}`;
}

const WHAT_TO_DO = {
  cancelled: 'Its open requests are called off at the service.',
  paused: 'No more requests are started. The signal `resume` goes on.',
  'open for more pages':
    'Whoever feeds it has more to send, or has stopped: the same `idmp backfill FILE` again goes on where it was broken off.',
  'starting its requests': 'There is nothing to do. The signal `pause` starts no more of them for a while.',
  'waiting for its requests':
    'People at the service validate the Tasks: there is nothing to do. `idmp backfill-results ID` prints what has come so far.',
  done: '`idmp backfill-results ID` prints what came of each request.',
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
