import { extname } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { PROBLEMS } from './columns.js';
import type { FileRow, RowProblem, SourceRow } from './file-row.js';
import type { Table } from './table.js';

/** How bad rows are written, so that the file can be mended and read again. */
export interface BadRowsLayout {
  /** With its dot. */
  extension: string;
  /** What the file begins with. */
  opening: string;
  /** A row with what is wrong with it. */
  text(row: FileRow, problems: readonly RowProblem[]): string;
}

/** A table like the one that the rows come from, with their problems as a last column. */
export function csvLayout({ headings, form }: Table): BadRowsLayout {
  const { delimiter, mark, extension } = form;
  const kept = headings.map((_, cell) => cell).filter((cell) => headings[cell] !== PROBLEMS);
  const line = (cells: readonly string[]): string => stringify([cells], { delimiter });
  // A row that could not be taken apart stays as it is: its problems come behind it.
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

/** The line as it stands, behind its problems as comments. */
export function ndjsonLayout(path: string): BadRowsLayout {
  return {
    extension: extname(path),
    opening: '',
    text: ({ source }, problems) =>
      source
        .map(
          (each) =>
            `${problemsOf(each, problems)
              .map((text) => `# ${oneLine(text)}\n`)
              .join('')}${each.raw}\n`,
        )
        .join(''),
  };
}

/** Each row has its own: the rows of a product that are there for the others' sake have none. */
function problemsOf({ line }: SourceRow, problems: readonly RowProblem[]): string[] {
  return problems
    .filter((problem) => problem.line === line)
    .map((problem) => {
      const { column, text } = problem;
      return column === null ? `line ${line}: ${text}` : `line ${line}, ${column}: ${text}`;
    });
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
