import { extname } from 'node:path';
import type { Kind } from '../contract/index.js';
import { csvLayout, ndjsonLayout, type BadRowsLayout } from './bad-rows-layout.js';
import { readColumnMap } from './column-map.js';
import { columnsOf } from './columns.js';
import { openCsv } from './csv.js';
import { FileProblem } from './file-problem.js';
import type { FileRow } from './file-row.js';
import { fileHash } from './fingerprint.js';
import { countLines, ndjsonRows } from './ndjson.js';
import { products, survey } from './products.js';
import { openSheet } from './sheet.js';
import type { Table } from './table.js';

export interface RowsOptions {
  /** Path of a column map, for a table whose headings are not our field names. */
  columns?: string;
  /** Whether decimals are written `2,5`. */
  decimalComma?: boolean;
  /** What is asked for; default: what each line implies. */
  kind?: Kind;
}

/** A file of a backfill: can be gone through as often as needed, and is never in memory as a whole (but a sheet is). */
export interface RowsFile extends AsyncIterable<FileRow> {
  path: string;
  /** sha256 of its bytes, in hexadecimal. */
  hash: string;
  /** What a FileRow of this file is. */
  unit: 'products' | 'requests';
  /** How many FileRows come; those that are bad, too. */
  total: number;
  /** Rows of the table below its headings, or lines of the NDJSON. */
  rows: number;
  /** What is worth saying once. */
  notes: string[];
  badRows: BadRowsLayout;
}

/** Whether a path's extension is one of a file of many requests. */
export function isRowsFile(path: string): boolean {
  return extname(path).toLowerCase() in OPENERS;
}

/**
 * Opens a file of a backfill by its extension, and reads it once: what it is as a whole is known from then on, and a
 * file that cannot be used is found before anything is done.
 *
 * @throws FileProblem
 */
export async function openRows(path: string, options: RowsOptions = {}): Promise<RowsFile> {
  const open = OPENERS[extname(path).toLowerCase()];
  if (open !== undefined) return await open(path, options);
  throw new FileProblem(`${path}: the extension must be one of ${Object.keys(OPENERS).join(', ')}`);
}

type Opener = (path: string, options: RowsOptions) => Promise<RowsFile>;

const csv: Opener = async (path, options) => await tableFile(path, await openCsv(path), options);
const sheet: Opener = async (path, options) =>
  await tableFile(path, await openSheet(path, options.decimalComma === true), options);

const OPENERS: Record<string, Opener> = {
  '.csv': csv,
  '.tsv': csv,
  '.xlsx': sheet,
  '.ndjson': ndjsonFile,
  '.jsonl': ndjsonFile,
};

async function tableFile(path: string, table: Table, options: RowsOptions): Promise<RowsFile> {
  if (options.kind === 'gsid') {
    throw new FileProblem(`${path} has a product a row; substances can be had from NDJSON (.ndjson, .jsonl)`);
  }
  const map = options.columns === undefined ? null : await readColumnMap(options.columns);
  const columns = columnsOf(path, table, map);
  const reading = { columns, decimalComma: options.decimalComma === true };
  const found = await survey(table, reading);
  const { rows, total } = found;
  const { ignored } = columns;
  return {
    path,
    hash: await fileHash(path),
    unit: 'products',
    total,
    rows,
    notes:
      ignored.length === 0 ? [] : [`not read, as the column map does not name them: ${ignored.join(', ')}`],
    badRows: csvLayout(table),
    [Symbol.asyncIterator]: () => products(table, found, reading),
  };
}

async function ndjsonFile(path: string, options: RowsOptions): Promise<RowsFile> {
  if (options.columns !== undefined || options.decimalComma === true) {
    throw new FileProblem(
      `${path} has no columns: --columns and --decimal-comma are for CSV and Excel files`,
    );
  }
  const total = await countLines(path);
  return {
    path,
    hash: await fileHash(path),
    unit: 'requests',
    total,
    rows: total,
    notes: [],
    badRows: ndjsonLayout(path),
    [Symbol.asyncIterator]: () => ndjsonRows(path, options.kind),
  };
}
