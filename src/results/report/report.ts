import { figuresRow } from './report-figures.js';
import { durationSection, progressSection } from './report-charts.js';
import { reasonSections } from './report-reasons.js';
import { STYLE } from './report-style.js';
import { Digest } from './digest.js';
import { escaped } from './html.js';
import type { KnownBackfill } from '../known-backfill.js';
import type { RequestRow } from '../request-row.js';
import type { Tally } from '../tally.js';
import { momentText } from './time-scale.js';

/** What a report says beside its rows. */
export interface ReportFrame {
  backfill: KnownBackfill;
  tally: Tally;
  /** What the report does not show, and why; asked when all rows are there. */
  notes: () => string[];
  madeAt: Date;
}

/**
 * A report for people: one file, complete in itself. It loads nothing and runs nothing, and says so to the browser, since
 * what stands in it comes from other people.
 */
export async function* asReport(rows: AsyncIterable<RequestRow>, frame: ReportFrame): AsyncGenerator<string> {
  const digest = new Digest();
  for await (const row of rows) digest.add(row);
  const { tally, madeAt } = frame;
  yield head(frame, digest.accounts);
  yield figuresRow(tally.figures);
  yield progressSection(digest.course(madeAt.getTime()));
  yield durationSection(digest.durations);
  yield* reasonSections(digest.reasons.groups());
  yield '</main>\n</body>\n</html>\n';
}

function head({ backfill, notes, madeAt }: ReportFrame, accounts: string[]): string {
  const { backfillId, account, progress } = backfill;
  const title = `Backfill ${escaped(backfillId)}`;
  const names = account !== null && accounts.length < 2 ? [account] : accounts;
  const facts = [
    names.length === 0 ? null : `${names.length === 1 ? 'Account' : 'Accounts'} ${escaped(names.join(', '))}`,
    `made ${momentText(madeAt.getTime())} UTC`,
    progress?.paused === true ? 'paused' : null,
    progress?.closed === false ? 'more requests may be added' : null,
  ].filter((fact) => fact !== null);
  const remarks = notes().map((note) => `<p class="note">${escaped(note)}.</p>`);
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
