import { renderFigures } from './report-figures.js';
import { renderDurations, renderProgress } from './report-charts.js';
import { renderReasons } from './report-reasons.js';
import { STYLE } from './report-style.js';
import { Digest } from './digest.js';
import { escapeHtml } from './html.js';
import type { KnownBackfill } from '../known-backfill.js';
import type { RequestRow } from '../request-row.js';
import type { Tally } from '../tally.js';
import { formatMoment } from './time-scale.js';

/** The content of a report apart from its rows. */
export interface ReportFrame {
  backfill: KnownBackfill;
  tally: Tally;
  /** Returns remarks about missing content. It is called after the last row. */
  notes: () => string[];
  madeAt: Date;
}

/**
 * Formats a report for people as one self-contained HTML file. Its Content-Security-Policy forbids scripts and loading,
 * because the texts come from the service and from callers.
 */
export async function* formatReport(
  rows: AsyncIterable<RequestRow>,
  frame: ReportFrame,
): AsyncGenerator<string> {
  const digest = new Digest();
  for await (const row of rows) digest.add(row);
  const { tally, madeAt } = frame;
  yield renderHead(frame, digest.accounts);
  yield renderFigures(tally.figures);
  yield renderProgress(digest.course(madeAt.getTime()));
  yield renderDurations(digest.durations);
  yield* renderReasons(digest.reasons.groups());
  yield '</main>\n</body>\n</html>\n';
}

function renderHead({ backfill, notes, madeAt }: ReportFrame, accounts: string[]): string {
  const { backfillId, account, progress } = backfill;
  const title = `Backfill ${escapeHtml(backfillId)}`;
  const names = account !== null && accounts.length < 2 ? [account] : accounts;
  const facts = [
    names.length === 0
      ? null
      : `${names.length === 1 ? 'Account' : 'Accounts'} ${escapeHtml(names.join(', '))}`,
    `created ${formatMoment(madeAt.getTime())} UTC`,
    progress?.paused === true ? 'paused' : null,
    progress?.closed === false ? 'more requests may be added' : null,
  ].filter((fact) => fact !== null);
  const remarks = notes().map((note) => `<p class="note">${escapeHtml(note)}.</p>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p class="facts">${facts.join(' · ')}</p>
${remarks.join('\n')}
`;
}
