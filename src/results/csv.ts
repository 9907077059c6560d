import { stringify, type Options } from 'csv-stringify/sync';
import type { RequestRow } from './request-row.js';

/** Excel takes a file for UTF-8 only if it begins so. */
const BYTE_ORDER_MARK = '\uFEFF';

const OPTIONS: Options = {
  record_delimiter: 'windows',
  // RFC 4180 wants quotes around any line break, also one that is not the delimiter.
  quote_record_delimiter: true,
  // Names and reasons are other people's text: a spreadsheet must not take one for a formula. A ' is put before it.
  escape_formulas: true,
};

type Cell = string | null;

const COLUMNS: [heading: string, cell: (row: RequestRow) => Cell][] = [
  ['Product', ({ identifier }) => identifier?.value ?? null],
  ['Identifier system', ({ identifier }) => identifier?.system ?? null],
  ['Name', ({ name }) => name],
  ['Stage', ({ stage }) => stage],
  ['PhPID level 1', (row) => phpids(row, 1)],
  ['PhPID level 2', (row) => phpids(row, 2)],
  ['PhPID level 3', (row) => phpids(row, 3)],
  ['PhPID level 4', (row) => phpids(row, 4)],
  ['PhPID without level', (row) => phpids(row, null)],
  ['Product id', ({ productId }) => productId],
  ['GSID', ({ gsid }) => gsid],
  ['Task', ({ taskId }) => taskId],
  ['Reason', ({ reason }) => (reason === null ? null : `${reason.type}: ${reason.text}`)],
  ['Submitted', ({ submittedAt }) => submittedAt],
  ['Ended', ({ endedAt }) => endedAt],
  ['Workflow id', ({ workflowId }) => workflowId],
];

/** RFC 4180 with a heading, for people with a spreadsheet: UTF-8 with a byte order mark, formulas made harmless. */
export async function* asCsv(rows: AsyncIterable<RequestRow>): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + record(COLUMNS.map(([heading]) => heading));
  for await (const row of rows) yield record(COLUMNS.map(([, cell]) => cell(row)));
}

function record(cells: Cell[]): string {
  return stringify([cells], OPTIONS);
}

function phpids({ phpids: all }: RequestRow, level: number | null): Cell {
  return all
    .filter((phpid) => phpid.level === level)
    .map(({ value }) => value)
    .join(' ');
}
