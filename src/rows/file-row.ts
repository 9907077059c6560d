import type { Issue, Kind } from '../contract/index.js';

/** What is wrong in a file, and where. */
export interface RowProblem {
  /** Line of the file (row of the sheet), from 1. */
  line: number;
  /** Heading of the column, or the field where no column holds it; `column 15` of a line of JSON; null for all of it. */
  column: string | null;
  text: string;
}

/** A row as it stands in the file, for the file of bad rows. */
export interface SourceRow {
  line: number;
  /** The line itself, where there are no cells. */
  raw: string;
  /** Null for what is no table, or could not be taken apart. */
  cells: string[] | null;
}

/** One request of a file: the rows of a product, or a line of NDJSON. Not checked yet. */
export interface FileRow {
  /** In the file's order; the request's place is the first. */
  lines: number[];
  /** A RequestInput in the making; null where nothing could be made of the rows. */
  request: Record<string, unknown> | null;
  kind: Kind;
  /** What was wrong in reading. */
  problems: RowProblem[];
  source: SourceRow[];
  /** Where in the file an issue of the request lies. */
  placed(issue: Issue): RowProblem;
}

/** `ingredients.strength.value: must be a number`, as it follows a file and a line. */
export function problemText({ column, text }: RowProblem): string {
  return column === null ? text : `${column}: ${text}`;
}
