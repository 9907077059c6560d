/** One row of a table: a record of a CSV file, or a row of a sheet. */
export interface TableRow {
  /** First line, or row of the sheet, from 1. */
  line: number;
  /** Text in the file, if the row could not be parsed. Otherwise empty, to save memory. */
  raw: string;
  /** One text per heading. Null if the row could not be parsed. */
  cells: string[] | null;
  /** Problems of reading the row. */
  flaws: Flaw[];
}

/** A problem of a row that does not depend on the meaning of its columns. */
export interface Flaw {
  /** Index of the cell. Null for the whole row. */
  cell: number | null;
  text: string;
}

/** The form of a CSV file with these rows: the file of bad rows has the form of its source. */
export interface TableForm {
  delimiter: string;
  /** Byte order mark, or an empty text. */
  mark: string;
  /** With the leading dot. */
  extension: string;
}

/** A file of rows under headings. */
export interface Table {
  headings: string[];
  /** The line of the headings. */
  line: number;
  form: TableForm;
  /** Reads all rows in batches, from the first row on each time. It omits blank rows. */
  rows(): AsyncIterable<TableRow[]>;
}

/** Compares the number of cells with the headings, because the cells of a shorter or longer row cannot be assigned. */
export function fitToHeadings(row: TableRow, headings: readonly string[]): TableRow {
  if (row.cells === null) return row;
  if (row.cells.length === headings.length) return { ...row, raw: '' };
  const text = `has ${row.cells.length} cells for ${headings.length} headings`;
  return { ...row, cells: null, flaws: [{ cell: null, text }] };
}

export function isBlank({ cells }: TableRow): boolean {
  return cells !== null && cells.every((cell) => cell.trim() === '');
}
