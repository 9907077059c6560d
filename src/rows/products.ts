import type { Columns } from './columns.js';
import type { FileRow, RowProblem } from './file-row.js';
import { fingerprint } from './fingerprint.js';
import { isParsed, readKey, findMissingKeys, fingerprintsOf, guessProducts } from './keys.js';
import { createLocator } from './places.js';
import { buildProductRequest, type ParsedRow } from './product-request.js';
import type { Flaw, Table, TableRow } from './table.js';

/** The settings for reading the rows of a table. */
export interface Reading {
  columns: Columns;
  decimalComma: boolean;
}

/** The numbers that the first reading of a table collects for the second one. */
export interface Survey {
  rows: number;
  /** Number of products, plus rows without a product. */
  total: number;
  /** Last line of each product, by the fingerprint of its key. */
  lastLines: ReadonlyMap<number, number>;
  /** Lines without a key that may belong to a product, by the product's fingerprints (`fingerprintsOf`). */
  strayLines: ReadonlyMap<number, number>;
}

/** Reads the table for the first time, and collects only numbers. */
export async function surveyTable(table: Table, { columns }: Reading): Promise<Survey> {
  const lastLines = new Map<number, number>();
  const strayLines = new Map<number, number>();
  let [count, strays] = [0, 0];
  let before: string | null = null;
  for await (const rows of table.rows()) {
    count += rows.length;
    for (const row of rows) {
      const key = readKey(row, columns);
      if (key !== null) {
        lastLines.set(fingerprint(key), row.line);
        before = key;
      } else {
        strays += 1;
        for (const each of guessProducts(row, columns, table.form.delimiter, before))
          strayLines.set(each, row.line);
      }
    }
  }
  return { rows: count, total: lastLines.size + strays, lastLines, strayLines };
}

/**
 * Reads the products of a table for the second time, and yields each after its last row. A row without a product is yielded
 * alone. Memory holds only the products whose last row is still to come.
 */
export async function* readProducts(table: Table, found: Survey, reading: Reading): AsyncGenerator<FileRow> {
  const open = new Map<string, ParsedRow[]>();
  for await (const rows of table.rows()) {
    for (const row of rows) {
      const key = readKey(row, reading.columns);
      if (key === null || !isParsed(row)) {
        yield toStrayRow(row, reading.columns);
        continue;
      }
      const together = open.get(key) ?? [];
      together.push(shareTexts(row, together[0]));
      const isLast = found.lastLines.get(fingerprint(key)) === row.line;
      if (isLast) {
        open.delete(key);
        yield toFileRow(key, together, found, reading);
      } else {
        open.set(key, together);
      }
    }
  }
  // If two products have the same fingerprint, one of them has waited for the other's last row.
  for (const [key, rows] of open) yield toFileRow(key, rows, found, reading);
}

/** Replaces texts that equal the first row's by the same string, because many rows may wait in memory. */
function shareTexts(row: ParsedRow, first: ParsedRow = row): ParsedRow {
  return { ...row, cells: row.cells.map((cell, at) => (cell === first.cells[at] ? first.cells[at] : cell)) };
}

function toFileRow(
  key: string,
  rows: ParsedRow[],
  { strayLines }: Survey,
  { columns, decimalComma }: Reading,
): FileRow {
  const made = buildProductRequest(rows, columns, decimalComma);
  const line = rows[0]?.line ?? 0;
  const flaws = rows.flatMap((row) =>
    toProblems(row, [...row.flaws, ...findValuesWithoutHeading(row, columns)], columns),
  );
  const strayLine = fingerprintsOf(key).flatMap((name) => strayLines.get(name) ?? [])[0];
  const text = `may lack an ingredient: line ${strayLine} may belong to this product, but has no readable identifier`;
  const lacking = strayLine === undefined ? [] : [{ line, column: null, text }];
  return {
    lines: rows.map((row) => row.line),
    request: made.request,
    kind: 'phpid',
    problems: [...flaws, ...made.problems, ...lacking],
    source: rows,
    locate: createLocator(made, columns, line),
  };
}

function toStrayRow(row: TableRow, columns: Columns): FileRow {
  return {
    lines: [row.line],
    request: null,
    kind: 'phpid',
    problems: toProblems(row, [...row.flaws, ...findMissingKeys(row, columns)], columns),
    source: [row],
    locate: ({ text }) => ({ line: row.line, column: null, text }),
  };
}

function findValuesWithoutHeading({ cells }: ParsedRow, { unnamed }: Columns): Flaw[] {
  const filled = unnamed.filter((cell) => (cells[cell] ?? '').trim() !== '');
  return filled.map((cell) => ({ cell, text: `column ${cell + 1} has a value but no heading` }));
}

function toProblems({ line }: TableRow, flaws: readonly Flaw[], { headings }: Columns): RowProblem[] {
  return flaws.map(({ cell, text }) => ({
    line,
    column: (cell === null ? null : headings[cell]) || null,
    text,
  }));
}
