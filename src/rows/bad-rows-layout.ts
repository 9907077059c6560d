import { extname } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { PROBLEMS } from './columns.js';
import type { FileRow, RowProblem, SourceRow } from './file-row.js';
import type { Table } from './table.js';

/** The text form of bad rows: the corrected file can be read again. */
export interface BadRowsLayout {
  /** With the leading dot. */
  extension: string;
  /** The first text of the file: byte order mark and headings. */
  opening: string;
  /** Formats a row with its problems. */
  text(row: FileRow, problems: readonly RowProblem[]): string;
}

/** Lays bad rows out as a table with the columns of the source table, and the problems as the last column. */
export function createCsvLayout({ headings, form }: Table): BadRowsLayout {
  const { delimiter, mark, extension } = form;
  const kept = headings.map((_, cell) => cell).filter((cell) => headings[cell] !== PROBLEMS);
  const line = (cells: readonly string[]): string => stringify([cells], { delimiter });
  // A row that could not be parsed is copied unchanged, and its problems follow it.
  const row = ({ cells, raw }: SourceRow, problems: string): string =>
    cells === null
      ? `${raw}${delimiter}${line([problems])}`
      : line([...kept.map((cell) => cells[cell] ?? ''), problems]);
  return {
    extension,
    opening: mark + line([...kept.map((cell) => headings[cell] ?? ''), PROBLEMS]),
    text: ({ source }, problems) =>
      source.map((each) => row(each, problemsOf(each, problems).join('; '))).join(''),
  };
}

/** Lays bad lines out unchanged, each after comment lines with its problems. */
export function createNdjsonLayout(path: string): BadRowsLayout {
  return {
    extension: extname(path),
    opening: '',
    text: ({ source }, problems) =>
      source
        .map(
          (each) =>
            `${problemsOf(each, problems)
              .map((text) => `# ${joinLines(text)}\n`)
              .join('')}${each.raw}\n`,
        )
        .join(''),
  };
}

/** Formats the problems of one row. Rows of a bad product that are correct have an empty list. */
function problemsOf({ line }: SourceRow, problems: readonly RowProblem[]): string[] {
  return problems
    .filter((problem) => problem.line === line)
    .map((problem) => {
      const { column, text } = problem;
      return column === null ? `line ${line}: ${text}` : `line ${line}, ${column}: ${text}`;
    });
}

function joinLines(text: string): string {
  return text.replace(/\s+/g, ' ');
}
