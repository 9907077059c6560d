/** One row of a table: a record of a CSV file, or a row of a sheet. */
export interface TableRow {
  /** Line or sheet row at which it begins, from 1. */
  line: number;
  /** As it stands in the file, where it could not be taken apart; else it would be in memory twice. */
  raw: string;
  /** One text a heading; null where the row could not be taken apart. */
  cells: string[] | null;
  /** What was wrong in reading it. */
  flaws: Flaw[];
}

/** What is wrong with a row, whatever its columns mean. */
export interface Flaw {
  /** Index of the cell, where one is to blame. */
  cell: number | null;
  text: string;
}

/** How a CSV of these rows is written: the bad rows go to one that looks like the file that they come from. */
export interface TableForm {
  delimiter: string;
  /** Byte order mark, or nothing. */
  mark: string;
  /** With its dot. */
  extension: string;
}

/** A file of rows under headings. */
export interface Table {
  headings: string[];
  /** The line of the headings. */
  line: number;
  form: TableForm;
  /** From the first row on, each time it is called, in batches; rows without any text are left out. */
  rows(): AsyncIterable<TableRow[]>;
}

/** Holds the cells against the headings: nobody can say to which heading the cells of a shorter or longer row belong. */
export function fitting(row: TableRow, headings: readonly string[]): TableRow {
  if (row.cells === null) return row;
  if (row.cells.length === headings.length) return { ...row, raw: '' };
  const text = `has ${row.cells.length} cells, and there are ${headings.length} headings`;
  return { ...row, cells: null, flaws: [{ cell: null, text }] };
}

export function isBlank({ cells }: TableRow): boolean {
  return cells !== null && cells.every((cell) => cell.trim() === '');
}
