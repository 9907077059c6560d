import { readSheet } from 'read-excel-file/node';
import { rethrowAsFileProblem, FileProblem } from './file-problem.js';
import { isBlank, type Flaw, type Table, type TableRow } from './table.js';

/**
 * Opens the first sheet of an Excel file, and keeps it in memory as a whole. Excel stores `2.50` as 2.5, unless the cell
 * has the format Text.
 *
 * @param decimalComma whether the file's texts have decimal commas. Its numbers are then written with commas, too, so that
 *   the file of bad rows (a CSV file) has one notation
 * @throws FileProblem
 */
export async function openSheet(path: string, decimalComma: boolean): Promise<Table> {
  const sheet = await readSheet(path, { trim: false }).catch(
    rethrowAsFileProblem(`cannot read ${path} as an Excel file`),
  );
  const all = sheet.map((values, index) => toRow(values, index + 1, decimalComma));
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

function toRow(values: readonly unknown[], line: number, decimalComma: boolean): TableRow {
  const cells = values.map((value) => toText(value, decimalComma));
  return { line, raw: '', cells, flaws: values.flatMap(findMisread) };
}

function toText(value: unknown, decimalComma: boolean): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return decimalComma ? String(value).replace('.', ',') : String(value);
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Finds a cell that Excel has converted: no field is a date or a boolean, and the typed text (such as `1/2`) is lost. */
function findMisread(value: unknown, cell: number): Flaw[] {
  const kind = value instanceof Date ? 'a date' : typeof value === 'boolean' ? 'TRUE or FALSE' : null;
  if (kind === null) return [];
  return [
    { cell, text: `was converted to ${kind} by Excel. Format the cell as text, and type the value again` },
  ];
}
