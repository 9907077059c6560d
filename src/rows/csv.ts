import { extname } from 'node:path';
import { takeRecords } from './csv-records.js';
import { FileProblem } from './file-problem.js';
import { encodingOf, lineBatches, type Line } from './lines.js';
import { fitting, isBlank, type Table, type TableRow } from './table.js';

const DELIMITERS = [',', ';', '\t'];

/** Opens a CSV file: reads its headings, and how it sets its cells apart. @throws FileProblem */
export async function openCsv(path: string): Promise<Table> {
  const { marked } = await encodingOf(path);
  const delimiter = await delimiterOf(path);
  const first = await firstRow(path, delimiter);
  const { cells, line } = first;
  if (cells === null) throw new FileProblem(`${path}:${line}: the line of headings ${first.flaws[0]?.text}`);
  const headings = cells.map((cell) => cell.trim());
  return {
    headings,
    line,
    form: { delimiter, mark: marked ? '\uFEFF' : '', extension: extname(path) },
    rows: () => rowsBelow(path, delimiter, line, headings),
  };
}

/** The delimiter that the line of headings has most of; quoted headings may have others. */
async function delimiterOf(path: string): Promise<string> {
  for await (const lines of lineBatches(path)) {
    const heading = lines.find(({ text }) => text.trim() !== '');
    if (heading === undefined) continue;
    const bare = heading.text.replace(/"[^"]*"/g, '');
    const counts = DELIMITERS.map((delimiter) => bare.split(delimiter).length);
    return DELIMITERS[counts.indexOf(Math.max(...counts))] as string;
  }
  throw new FileProblem(`${path} is empty`);
}

async function firstRow(path: string, delimiter: string): Promise<TableRow> {
  for await (const rows of records(path, delimiter)) {
    const first = rows.find((row) => !isBlank(row));
    if (first !== undefined) return first;
  }
  throw new FileProblem(`${path} is empty`);
}

async function* rowsBelow(
  path: string,
  delimiter: string,
  line: number,
  headings: readonly string[],
): AsyncGenerator<TableRow[]> {
  for await (const rows of records(path, delimiter)) {
    yield rows.filter((row) => row.line > line && !isBlank(row)).map((row) => fitting(row, headings));
  }
}

async function* records(path: string, delimiter: string): AsyncGenerator<TableRow[]> {
  let rest: Line[] = [];
  for await (const lines of lineBatches(path)) {
    const taken = takeRecords([...rest, ...lines], delimiter, false);
    rest = taken.rest;
    yield taken.rows;
  }
  yield takeRecords(rest, delimiter, true).rows;
}
