import type { Kind } from '../contract/index.js';
import { recogniseRequest } from '../requests/file-request.js';
import type { FileRow } from './file-row.js';
import { parseInput, placeOf } from './json-text.js';
import { readLineBatches, MAX_LINE_LENGTH, type Line } from './lines.js';

/** Reads the requests of an NDJSON file, one per line. It ignores blank lines and lines that begin with `#`. */
export async function* readNdjsonRows(path: string, kind: Kind | undefined): AsyncGenerator<FileRow> {
  for await (const line of readRequestLines(path)) yield toFileRow(line, kind);
}

/** Counts the requests of the file. */
export async function countRequests(path: string): Promise<number> {
  let count = 0;
  for await (const _line of readRequestLines(path)) count += 1;
  return count;
}

async function* readRequestLines(path: string): AsyncGenerator<Line> {
  for await (const lines of readLineBatches(path)) {
    yield* lines.filter(({ text }) => !/^\s*(?:#|$)/.test(text));
  }
}

function toFileRow(line: Line, kind: Kind | undefined): FileRow {
  const common = {
    lines: [line.number],
    source: [{ line: line.number, raw: line.text, cells: null }],
  };
  const locate: FileRow['locate'] = ({ expression, text }) => ({
    line: line.number,
    column: expression.length === 0 ? null : expression.join(', '),
    text,
  });
  const read = parseLine(line);
  if ('data' in read) return { ...common, ...recogniseRequest(read.data, kind), problems: [], locate };
  const problems = [{ line: line.number, ...read }];
  return { ...common, request: null, kind: kind ?? 'phpid', problems, locate };
}

function parseLine({ text, truncated }: Line): { data: unknown } | { column: string | null; text: string } {
  if (truncated) {
    return { column: null, text: `is longer than ${MAX_LINE_LENGTH} characters: is a line break missing?` };
  }
  if (text.includes('\uFFFD')) {
    return { column: `column ${text.indexOf('\uFFFD') + 1}`, text: 'is not UTF-8: save the file as UTF-8' };
  }
  try {
    return { data: parseInput(text) };
  } catch (error) {
    const { column } = placeOf(error, text);
    return { column: `column ${column}`, text: `is not JSON: ${(error as Error).message}` };
  }
}
