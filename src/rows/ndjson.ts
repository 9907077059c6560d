import type { Kind } from '../contract/index.js';
import { recogniseRequest } from '../requests/file-request.js';
import type { FileRow } from './file-row.js';
import { parseInput, placeOf } from './json-text.js';
import { lineBatches, MAX_LINE_LENGTH, type Line } from './lines.js';

/** The requests of an NDJSON file, one a line; blank lines and those that begin with `#` are none. */
export async function* ndjsonRows(path: string, kind: Kind | undefined): AsyncGenerator<FileRow> {
  for await (const line of requestLines(path)) yield fileRow(line, kind);
}

/** How many requests the file has. */
export async function countLines(path: string): Promise<number> {
  let count = 0;
  for await (const _line of requestLines(path)) count += 1;
  return count;
}

async function* requestLines(path: string): AsyncGenerator<Line> {
  for await (const lines of lineBatches(path)) {
    yield* lines.filter(({ text }) => !/^\s*(?:#|$)/.test(text));
  }
}

function fileRow(line: Line, kind: Kind | undefined): FileRow {
  const common = {
    lines: [line.number],
    source: [{ line: line.number, raw: line.text, cells: null }],
  };
  const placed: FileRow['placed'] = ({ expression, text }) => ({
    line: line.number,
    column: expression.length === 0 ? null : expression.join(', '),
    text,
  });
  const read = parsed(line);
  if ('data' in read) return { ...common, ...recogniseRequest(read.data, kind), problems: [], placed };
  const problems = [{ line: line.number, ...read }];
  return { ...common, request: null, kind: kind ?? 'phpid', problems, placed };
}

function parsed({ text, cut }: Line): { data: unknown } | { column: string | null; text: string } {
  if (cut) {
    return { column: null, text: `is longer than ${MAX_LINE_LENGTH} characters: was a line break lost?` };
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
