import { extname } from 'node:path';
import type { Kind } from '../contract/index.js';
import { createCsvLayout, createNdjsonLayout, type BadRowsLayout } from './bad-rows-layout.js';
import { readColumnMap } from './column-map.js';
import { findColumns } from './columns.js';
import { openCsv } from './csv.js';
import { FileProblem } from './file-problem.js';
import type { FileRow } from './file-row.js';
import { hashFile } from './fingerprint.js';
import { countRequests, readNdjsonRows } from './ndjson.js';
import { readProducts, surveyTable } from './products.js';
import { openSheet } from './sheet.js';
import type { Table } from './table.js';

/** The options of a file of a backfill, as the command line has them. */
export interface RowsOptions {
  /** Path of a column map, for a table whose headings are not our field names. */
  columns?: string;
  /** Whether decimals are written `2,5`. */
  decimalComma?: boolean;
  /** The kind of all requests. Default: the kind that each line implies. */
  kind?: Kind;
}

/** A file of a backfill. It can be read repeatedly, and is never in memory as a whole, except for a sheet. */
export interface RowsFile extends AsyncIterable<FileRow> {
  path: string;
  /** The sha256 of its bytes, in hexadecimal. */
  hash: string;
  /** The name of its FileRows in messages. */
  unit: 'products' | 'requests';
  /** Number of FileRows, invalid ones included. */
  total: number;
  /** Number of rows below the headings, or of lines of the NDJSON. */
  rows: number;
  /** Remarks for the user, printed once. */
  notes: string[];
  badRows: BadRowsLayout;
}

/** Tells whether a path has the extension of a file of many requests. */
export function isRowsFile(path: string): boolean {
  return extname(path).toLowerCase() in OPENERS;
}

/**
 * Opens a file of a backfill by its extension, and reads it once. This gives the file's figures, and finds an unusable file
 * before the command sends a request.
 *
 * @throws FileProblem
 */
export async function openRows(path: string, options: RowsOptions = {}): Promise<RowsFile> {
  const open = OPENERS[extname(path).toLowerCase()];
  if (open !== undefined) return await open(path, options);
  throw new FileProblem(`${path}: the extension must be one of ${Object.keys(OPENERS).join(', ')}`);
}

type Opener = (path: string, options: RowsOptions) => Promise<RowsFile>;

const csv: Opener = async (path, options) => await openTableFile(path, await openCsv(path), options);
const sheet: Opener = async (path, options) =>
  await openTableFile(path, await openSheet(path, options.decimalComma === true), options);

const OPENERS: Record<string, Opener> = {
  '.csv': csv,
  '.tsv': csv,
  '.xlsx': sheet,
  '.ndjson': openNdjsonFile,
  '.jsonl': openNdjsonFile,
};

async function openTableFile(path: string, table: Table, options: RowsOptions): Promise<RowsFile> {
  if (options.kind === 'gsid') {
    throw new FileProblem(
      `${path} has products, not substances. Use an NDJSON file (.ndjson, .jsonl) for substances`,
    );
  }
  const map = options.columns === undefined ? null : await readColumnMap(options.columns);
  const columns = findColumns(path, table, map);
  const reading = { columns, decimalComma: options.decimalComma === true };
  const found = await surveyTable(table, reading);
  const { rows, total } = found;
  const { ignored } = columns;
  return {
    path,
    hash: await hashFile(path),
    unit: 'products',
    total,
    rows,
    notes: ignored.length === 0 ? [] : [`Ignored columns (not in the column map): ${ignored.join(', ')}`],
    badRows: createCsvLayout(table),
    [Symbol.asyncIterator]: () => readProducts(table, found, reading),
  };
}

async function openNdjsonFile(path: string, options: RowsOptions): Promise<RowsFile> {
  if (options.columns !== undefined || options.decimalComma === true) {
    throw new FileProblem(
      `${path} does not have columns: --columns and --decimal-comma are for CSV and Excel files`,
    );
  }
  const total = await countRequests(path);
  return {
    path,
    hash: await hashFile(path),
    unit: 'requests',
    total,
    rows: total,
    notes: [],
    badRows: createNdjsonLayout(path),
    [Symbol.asyncIterator]: () => readNdjsonRows(path, options.kind),
  };
}
