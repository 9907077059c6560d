import type { Columns } from './columns.js';
import type { FileRow, RowProblem } from './file-row.js';
import { fingerprint } from './fingerprint.js';
import { isWhole, keyOf, missingKeys, namesOf, perhapsOf } from './keys.js';
import { placedIn } from './places.js';
import { productRequest, type WholeRow } from './product-request.js';
import type { Flaw, Table, TableRow } from './table.js';

/** How the rows of a table are read. */
export interface Reading {
  columns: Columns;
  decimalComma: boolean;
}

/** What the first reading of a table finds, in numbers alone: what the second has to know beforehand. */
export interface Survey {
  rows: number;
  /** Products, and rows that belong to none. */
  total: number;
  /** Last line of each product, by the fingerprint of its key. */
  lastLines: ReadonlyMap<number, number>;
  /** Lines that may belong to a product and do not say so, by the product's fingerprints (`namesOf`). */
  strayLines: ReadonlyMap<number, number>;
}

/** Reads the table for the first time. */
export async function survey(table: Table, { columns }: Reading): Promise<Survey> {
  const lastLines = new Map<number, number>();
  const strayLines = new Map<number, number>();
  let [count, strays] = [0, 0];
  let before: string | null = null;
  for await (const rows of table.rows()) {
    count += rows.length;
    for (const row of rows) {
      const key = keyOf(row, columns);
      if (key !== null) {
        lastLines.set(fingerprint(key), row.line);
        before = key;
      } else {
        strays += 1;
        for (const each of perhapsOf(row, columns, table.form.delimiter, before))
          strayLines.set(each, row.line);
      }
    }
  }
  return { rows: count, total: lastLines.size + strays, lastLines, strayLines };
}

/**
 * The products of a table, each as soon as its last row has come; rows that belong to no product stand alone. In memory
 * are the products whose last row has not come yet.
 */
export async function* products(table: Table, found: Survey, reading: Reading): AsyncGenerator<FileRow> {
  const open = new Map<string, WholeRow[]>();
  for await (const rows of table.rows()) {
    for (const row of rows) {
      const key = keyOf(row, reading.columns);
      if (key === null || !isWhole(row)) {
        yield findStray(row, reading.columns);
        continue;
      }
      const together = open.get(key) ?? [];
      together.push(findShared(row, together[0]));
      const isLast = found.lastLines.get(fingerprint(key)) === row.line;
      if (isLast) {
        open.delete(key);
        yield product(key, together, found, reading);
      } else {
        open.set(key, together);
      }
    }
  }
  // Of two products whose fingerprints are the same, one has waited for the other's last row.
  for (const [key, rows] of open) yield product(key, rows, found, reading);
}

/** Rows that wait for others may be many: what they have in common with the first one is in memory once. */
function findShared(row: WholeRow, first: WholeRow = row): WholeRow {
  return { ...row, cells: row.cells.map((cell, at) => (cell === first.cells[at] ? first.cells[at] : cell)) };
}

function product(
  key: string,
  rows: WholeRow[],
  { strayLines }: Survey,
  { columns, decimalComma }: Reading,
): FileRow {
  const made = productRequest(rows, columns, decimalComma);
  const line = rows[0]?.line ?? 0;
  const flaws = rows.flatMap((row) => flawsIn(row, [...row.flaws, ...underNoHeading(row, columns)], columns));
  const strayLine = namesOf(key).flatMap((name) => strayLines.get(name) ?? [])[0];
  const text = `may lack an ingredient: line ${strayLine} does not say, or not readably, which product it belongs to`;
  const lacking = strayLine === undefined ? [] : [{ line, column: null, text }];
  return {
    lines: rows.map((row) => row.line),
    request: made.request,
    kind: 'phpid',
    problems: [...flaws, ...made.problems, ...lacking],
    source: rows,
    placed: placedIn(made, columns, line),
  };
}

function findStray(row: TableRow, columns: Columns): FileRow {
  return {
    lines: [row.line],
    request: null,
    kind: 'phpid',
    problems: flawsIn(row, [...row.flaws, ...missingKeys(row, columns)], columns),
    source: [row],
    placed: ({ text }) => ({ line: row.line, column: null, text }),
  };
}

function underNoHeading({ cells }: WholeRow, { unnamed }: Columns): Flaw[] {
  const filled = unnamed.filter((cell) => (cells[cell] ?? '').trim() !== '');
  return filled.map((cell) => ({ cell, text: `column ${cell + 1} has a value, and no heading` }));
}

function flawsIn({ line }: TableRow, flaws: readonly Flaw[], { headings }: Columns): RowProblem[] {
  return flaws.map(({ cell, text }) => ({
    line,
    column: (cell === null ? null : headings[cell]) || null,
    text,
  }));
}
