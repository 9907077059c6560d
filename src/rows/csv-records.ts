import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { MAX_LINE_LENGTH, type Line } from './lines.js';
import type { Flaw, TableRow } from './table.js';

/** A record of several lines that is longer has a quote that nobody closed. */
const MAX_RECORD_LENGTH = 128 * 1024;

/** Records of a CSV file, and the lines behind them that do not make a record yet. */
export interface Taken {
  rows: TableRow[];
  rest: Line[];
}

/**
 * Makes lines into records. A record whose quotes are wrong costs its first line alone: reading goes on with the next
 * line, so that an open quote does not swallow the rows behind it.
 *
 * @param isEnd whether no more lines come
 */
export function takeRecords(lines: readonly Line[], delimiter: string, isEnd: boolean): Taken {
  const spans: Span[] = [];
  let start = 0;
  while (start < lines.length) {
    const span = spanAt(lines, start);
    if (span === 'open' && !isEnd) break;
    if (typeof span === 'string') return oneByOne(lines, delimiter, isEnd);
    spans.push(span);
    start += span.count;
  }
  // All at once takes a fifth of the time; where it fails, each for itself shows which one is wrong.
  const rows = rowsOf(spans, delimiter);
  return rows instanceof CsvError ? oneByOne(lines, delimiter, isEnd) : { rows, rest: lines.slice(start) };
}

function oneByOne(lines: readonly Line[], delimiter: string, isEnd: boolean): Taken {
  const rows: TableRow[] = [];
  let start = 0;
  while (start < lines.length) {
    const span = spanAt(lines, start);
    if (span === 'open' && !isEnd) break;
    const read = typeof span === 'string' ? span : rowsOf([span], delimiter);
    if (Array.isArray(read)) {
      rows.push(...read);
      start += (span as Span).count;
    } else {
      rows.push(createBrokenRow(lines[start] as Line, read));
      start += 1;
    }
  }
  return { rows, rest: lines.slice(start) };
}

/** Lines that make a record: all quotes among them are closed. */
interface Span {
  line: number;
  text: string;
  count: number;
}

function spanAt(lines: readonly Line[], start: number): Span | 'open' | 'endless' | 'cut' {
  let isOpen = false;
  let text = '';
  for (let index = start; index < lines.length; index += 1) {
    const line = lines[index] as Line;
    if (line.cut) return index === start ? 'cut' : 'endless';
    text = index === start ? line.text : `${text}\n${line.text}`;
    if (text.length > MAX_RECORD_LENGTH && index > start) return 'endless';
    if (hasOddQuotes(line.text)) isOpen = !isOpen;
    if (!isOpen) return { line: (lines[start] as Line).number, text, count: index - start + 1 };
  }
  return 'open';
}

function hasOddQuotes(text: string): boolean {
  let isOdd = false;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) isOdd = !isOdd;
  return isOdd;
}

function rowsOf(spans: readonly Span[], delimiter: string): TableRow[] | CsvError {
  const filled = spans.filter(({ text }) => text !== '');
  try {
    const records = parse(filled.map(({ text }) => text).join('\n'), {
      delimiter,
      record_delimiter: '\n',
      relax_column_count: true,
    });
    return filled.map(({ line, text }, index) => {
      const cells = records[index] ?? [];
      return { line, raw: text, cells, flaws: text.includes('\uFFFD') ? undecodable(cells) : [] };
    });
  } catch (error) {
    if (error instanceof CsvError) return error;
    throw error;
  }
}

function createBrokenRow({ number, text }: Line, reason: CsvError | string): TableRow {
  const cell = reason instanceof CsvError && typeof reason.column === 'number' ? reason.column : null;
  return { line: number, raw: text, cells: null, flaws: [{ cell, text: messageOf(reason) }] };
}

/** The cells that have bytes of another encoding, such as Excel's plain "CSV" has for é and µ. */
function undecodable(cells: readonly string[]): Flaw[] {
  const text = 'is not UTF-8: save the file as "CSV UTF-8"';
  return cells.flatMap((value, cell) => (value.includes('\uFFFD') ? [{ cell, text }] : []));
}

const MESSAGES: Record<string, string> = {
  cut: `is longer than ${MAX_LINE_LENGTH} characters: was a line break lost?`,
  open: 'has a quote (") that is not closed',
  endless: 'has a quote (") that is not closed',
  CSV_INVALID_CLOSING_QUOTE: 'has text behind a closing quote; a quote within quotes is written twice ("")',
  INVALID_OPENING_QUOTE:
    'has a quote (") in the middle; put the whole cell in quotes, and that quote twice ("")',
};

function messageOf(reason: CsvError | string): string {
  const key = typeof reason === 'string' ? reason : reason.code;
  return MESSAGES[key] ?? `cannot be read: ${(reason as CsvError).message}`;
}
