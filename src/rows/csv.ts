import { extname } from 'node:path';
import { takeRecords } from './csv-records.js';
import { FileProblem } from './file-problem.js';
import { detectEncoding, readLineBatches, type Line } from './lines.js';
import { fitToHeadings, isBlank, type Table, type TableRow } from './table.js';

const DELIMITERS = [',', ';', '\t'];

/** Opens a CSV file: reads its headings, and detects its delimiter. @throws FileProblem */
export async function openCsv(path: string): Promise<Table> {
  const { marked } = await detectEncoding(path);
  const delimiter = await detectDelimiter(path);
  const first = await readFirstRow(path, delimiter);
  const { cells, line } = first;
  if (cells === null) throw new FileProblem(`${path}:${line}: the heading line ${first.flaws[0]?.text}`);
  const headings = cells.map((cell) => cell.trim());
  return {
    headings,
    line,
    form: { delimiter, mark: marked ? '\uFEFF' : '', extension: extname(path) },
    rows: () => readRowsBelow(path, delimiter, line, headings),
  };
}

/** Detects the delimiter: the most frequent one in the heading line, outside of quoted headings. */
async function detectDelimiter(path: string): Promise<string> {
  for await (const lines of readLineBatches(path)) {
    const heading = lines.find(({ text }) => text.trim() !== '');
    if (heading === undefined) continue;
    const bare = heading.text.replace(/"[^"]*"/g, '');
    const counts = DELIMITERS.map((delimiter) => bare.split(delimiter).length);
    return DELIMITERS[counts.indexOf(Math.max(...counts))] as string;
  }
  throw new FileProblem(`${path} is empty`);
}

async function readFirstRow(path: string, delimiter: string): Promise<TableRow> {
  for await (const rows of readRecords(path, delimiter)) {
    const first = rows.find((row) => !isBlank(row));
    if (first !== undefined) return first;
  }
  throw new FileProblem(`${path} is empty`);
}

async function* readRowsBelow(
  path: string,
  delimiter: string,
  line: number,
  headings: readonly string[],
): AsyncGenerator<TableRow[]> {
  for await (const rows of readRecords(path, delimiter)) {
    yield rows.filter((row) => row.line > line && !isBlank(row)).map((row) => fitToHeadings(row, headings));
  }
}

async function* readRecords(path: string, delimiter: string): AsyncGenerator<TableRow[]> {
  let rest: Line[] = [];
  for await (const lines of readLineBatches(path)) {
    const taken = takeRecords([...rest, ...lines], delimiter, false);
    rest = taken.rest;
    yield taken.rows;
  }
  yield takeRecords(rest, delimiter, true).rows;
}
