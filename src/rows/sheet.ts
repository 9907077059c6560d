import { readSheet } from 'read-excel-file/node';
import { createFileProblem, FileProblem } from './file-problem.js';
import { isBlank, type Flaw, type Table, type TableRow } from './table.js';

/**
 * Opens the first sheet of an Excel file; it is in memory as a whole. Excel keeps `2.50` as 2.5, unless the cell is
 * formatted as text.
 *
 * @param decimalComma whether the file's texts have decimal commas: its numbers are then written likewise, so that the
 *   file of bad rows, a CSV, has one way
 * @throws FileProblem
 */
export async function openSheet(path: string, decimalComma: boolean): Promise<Table> {
  const sheet = await readSheet(path, { trim: false }).catch(
    createFileProblem(`cannot read ${path} as an Excel file`),
  );
  const all = sheet.map((values, index) => rowOf(values, index + 1, decimalComma));
  const first = all.find((row) => !isBlank(row));
  if (first?.cells == null) throw new FileProblem(`the first sheet of ${path} is empty`);
  const headings = first.cells.map((cell) => cell.trim());
  const rows = all.filter((row) => row.line > first.line && !isBlank(row));
  return {
    headings,
    line: first.line,
    form: { delimiter: decimalComma ? ';' : ',', mark: '\uFEFF', extension: '.csv' },
    rows: async function* () {
      yield await Promise.resolve(rows);
    },
  };
}

function rowOf(values: readonly unknown[], line: number, decimalComma: boolean): TableRow {
  const cells = values.map((value) => textOf(value, decimalComma));
  return { line, raw: '', cells, flaws: values.flatMap(createMisreadProblem) };
}

function textOf(value: unknown, decimalComma: boolean): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return decimalComma ? String(value).replace('.', ',') : String(value);
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** No field is a date, or yes or no: what was typed, a strength of `1/2`, say, is not there any more. */
function createMisreadProblem(value: unknown, cell: number): Flaw[] {
  const kind = value instanceof Date ? 'a date' : typeof value === 'boolean' ? 'TRUE or FALSE' : null;
  if (kind === null) return [];
  return [{ cell, text: `was taken for ${kind} by Excel: format the cell as text, and type it again` }];
}
