import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { MAX_LINE_LENGTH, type Line } from './lines.js';
import type { Flaw, TableRow } from './table.js';

/** Limit of a record of several lines, in UTF-16 code units. A longer record has a quote that is not closed. */
const MAX_RECORD_LENGTH = 128 * 1024;

/** Records of a CSV file, and the lines after them that do not yet make a record. */
export interface TakenRecords {
  rows: TableRow[];
  rest: Line[];
}

/**
 * Joins lines into records. A record with wrong quotes loses only its first line: reading continues with the next line,
 * so that an open quote does not swallow the rows after it.
 *
 * @param isEnd whether these are the last lines of the file
 */
export function takeRecords(lines: readonly Line[], delimiter: string, isEnd: boolean): TakenRecords {
  const spans: Span[] = [];
  let start = 0;
  while (start < lines.length) {
    const span = findSpan(lines, start);
    if (span === 'open' && !isEnd) break;
    if (typeof span === 'string') return takeOneByOne(lines, delimiter, isEnd);
    spans.push(span);
    start += span.count;
  }
  // Parsing all records together takes a fifth of the time. If it fails, parsing one by one shows which record is wrong.
  const rows = parseRows(spans, delimiter);
  return rows instanceof CsvError
    ? takeOneByOne(lines, delimiter, isEnd)
    : { rows, rest: lines.slice(start) };
}

function takeOneByOne(lines: readonly Line[], delimiter: string, isEnd: boolean): TakenRecords {
  const rows: TableRow[] = [];
  let start = 0;
  while (start < lines.length) {
    const span = findSpan(lines, start);
    if (span === 'open' && !isEnd) break;
    const read = typeof span === 'string' ? span : parseRows([span], delimiter);
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

/** Lines that make a record: all their quotes are closed. */
interface Span {
  line: number;
  text: string;
  count: number;
}

function findSpan(lines: readonly Line[], start: number): Span | 'open' | 'endless' | 'truncated' {
  let isOpen = false;
  let text = '';
  for (let index = start; index < lines.length; index += 1) {
    const line = lines[index] as Line;
    if (line.truncated) return index === start ? 'truncated' : 'endless';
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

function parseRows(spans: readonly Span[], delimiter: string): TableRow[] | CsvError {
  const filled = spans.filter(({ text }) => text !== '');
  try {
    const records = parse(filled.map(({ text }) => text).join('\n'), {
      delimiter,
      record_delimiter: '\n',
      relax_column_count: true,
    });
    return filled.map(({ line, text }, index) => {
      const cells = records[index] ?? [];
      return { line, raw: text, cells, flaws: text.includes('\uFFFD') ? findUndecodableCells(cells) : [] };
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

/** Finds cells with bytes of another encoding. Excel's plain "CSV" has them for é and µ. */
function findUndecodableCells(cells: readonly string[]): Flaw[] {
  const text = 'is not UTF-8: save the file as "CSV UTF-8"';
  return cells.flatMap((value, cell) => (value.includes('\uFFFD') ? [{ cell, text }] : []));
}

const MESSAGES: Record<string, string> = {
  truncated: `is longer than ${MAX_LINE_LENGTH} characters: is a line break missing?`,
  open: 'has a quote (") that is not closed',
  endless: 'has a quote (") that is not closed',
  CSV_INVALID_CLOSING_QUOTE: 'has text after a closing quote. Write a quote inside quotes twice ("")',
  INVALID_OPENING_QUOTE:
    'has a quote (") in the middle. Put the whole cell in quotes, and write that quote twice ("")',
};

function messageOf(reason: CsvError | string): string {
  const key = typeof reason === 'string' ? reason : reason.code;
  return MESSAGES[key] ?? `cannot be read: ${(reason as CsvError).message}`;
}
