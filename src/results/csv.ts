import { stringify, type Options } from 'csv-stringify/sync';
import type { RequestRow } from './request-row.js';

/** The first character of the file, because Excel reads UTF-8 only with it. */
const BYTE_ORDER_MARK = '\uFEFF';

const OPTIONS: Options = {
  record_delimiter: 'windows',
  // RFC 4180 requires quotes around any line break, also one that is not the delimiter.
  quote_record_delimiter: true,
  // Names and reasons come from outside, and a spreadsheet must not run one as a formula. This option puts a ' before it.
  escape_formulas: true,
};

type Cell = string | null;

const COLUMNS: [heading: string, cell: (row: RequestRow) => Cell][] = [
  ['Product', ({ identifier }) => identifier?.value ?? null],
  ['Identifier system', ({ identifier }) => identifier?.system ?? null],
  ['Name', ({ name }) => name],
  ['Stage', ({ stage }) => stage],
  ['PhPID level 1', (row) => joinPhpids(row, 1)],
  ['PhPID level 2', (row) => joinPhpids(row, 2)],
  ['PhPID level 3', (row) => joinPhpids(row, 3)],
  ['PhPID level 4', (row) => joinPhpids(row, 4)],
  ['PhPID without level', (row) => joinPhpids(row, null)],
  ['Product id', ({ productId }) => productId],
  ['GSID', ({ gsid }) => gsid],
  ['Task', ({ taskId }) => taskId],
  ['Reason', ({ reason }) => (reason === null ? null : `${reason.type}: ${reason.text}`)],
  ['Submitted', ({ submittedAt }) => submittedAt],
  ['Ended', ({ endedAt }) => endedAt],
  ['Workflow id', ({ workflowId }) => workflowId],
];

/** Formats the rows for spreadsheets: RFC 4180 with headings, UTF-8 with a byte order mark, formulas escaped. */
export async function* formatCsv(rows: AsyncIterable<RequestRow>): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + formatRecord(COLUMNS.map(([heading]) => heading));
  for await (const row of rows) yield formatRecord(COLUMNS.map(([, cell]) => cell(row)));
}

function formatRecord(cells: Cell[]): string {
  return stringify([cells], OPTIONS);
}

function joinPhpids({ phpids: all }: RequestRow, level: number | null): Cell {
  return all
    .filter((phpid) => phpid.level === level)
    .map(({ value }) => value)
    .join(' ');
}
