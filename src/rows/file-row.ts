import type { Issue, Kind } from '../contract/index.js';

/** A problem in a file, with its place. */
export interface RowProblem {
  /** Line of the file (row of the sheet), from 1. */
  line: number;
  /** Heading of the column, or the field if no column holds it; `column 15` of a line of JSON; null for the whole line. */
  column: string | null;
  text: string;
}

/** A row as it is in the file, for the file of bad rows. */
export interface SourceRow {
  line: number;
  /** The line itself, if `cells` is null. */
  raw: string;
  /** Null for a line of NDJSON and for a row that could not be parsed. */
  cells: string[] | null;
}

/** An unchecked request of a file: the rows of a product, or a line of NDJSON. */
export interface FileRow {
  /** Line numbers in the file's order. The first is the request's place. */
  lines: number[];
  /** An unchecked RequestInput. Null if the rows could not be parsed. */
  request: Record<string, unknown> | null;
  kind: Kind;
  /** Problems of reading. */
  problems: RowProblem[];
  source: SourceRow[];
  /** Finds the place of a request's issue in the file. */
  locate(issue: Issue): RowProblem;
}

/** Formats a problem without file and line, for example `ingredients.strength.value: must be a number`. */
export function problemText({ column, text }: RowProblem): string {
  return column === null ? text : `${column}: ${text}`;
}
