import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { rethrowAsFileProblem } from './file-problem.js';

/** A line of a text file, without its line break. */
export interface Line {
  /** From 1. */
  number: number;
  text: string;
  /** Whether the line was truncated at MAX_LINE_LENGTH. */
  truncated: boolean;
}

/**
 * Limit of a line, in UTF-16 code units: twice Temporal's limit of a payload, so no request is longer. It bounds the memory
 * for a file without line breaks.
 */
export const MAX_LINE_LENGTH = 4 * 1024 * 1024;

/**
 * Size of a read, in bytes. It is small because the caller checks the rows of a piece before the next read: a large piece
 * would outlive the quick part of the garbage collection, and the process would take half as much memory again.
 */
const PIECE_BYTES = 8 * 1024;

/** The byte order marks of the encodings that Excel writes. A file without byte order mark is UTF-8. */
const BYTE_ORDER_MARKS = [
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
];

/** Detects the encoding of a text file by its byte order mark. @throws FileProblem */
export async function detectEncoding(path: string): Promise<{ encoding: string; marked: boolean }> {
  const handle = await open(path).catch(rethrowAsFileProblem(`cannot read ${path}`));
  try {
    const { buffer } = await handle
      .read(Buffer.alloc(3), 0, 3, 0)
      .catch(rethrowAsFileProblem(`cannot read ${path}`));
    const mark = BYTE_ORDER_MARKS.find(({ bytes }) => bytes.every((byte, index) => buffer[index] === byte));
    return { encoding: mark?.encoding ?? 'utf-8', marked: mark !== undefined };
  } finally {
    await handle.close();
  }
}

/**
 * Reads the lines of a text file, in batches of the lines of one piece. It removes a byte order mark. Bytes that the
 * encoding does not allow become U+FFFD.
 */
export async function* readLineBatches(path: string): AsyncGenerator<Line[]> {
  const { encoding } = await detectEncoding(path);
  const decoder = new TextDecoder(encoding);
  const splitter = new Splitter();
  for await (const bytes of createReadStream(path, { highWaterMark: PIECE_BYTES })) {
    yield splitter.lines(decoder.decode(bytes as Buffer, { stream: true }));
  }
  yield splitter.lines(`${decoder.decode()}\n`);
}

/** Splits pieces of a text into lines. */
class Splitter {
  #number = 0;
  #rest = '';
  #truncated = false;

  lines(piece: string): Line[] {
    const texts = (this.#rest + piece).split('\n');
    this.#rest = texts.pop() ?? '';
    const lines = texts.map((text) => this.#line(text));
    if (this.#rest.length > MAX_LINE_LENGTH) {
      this.#rest = this.#rest.slice(0, MAX_LINE_LENGTH);
      this.#truncated = true;
    }
    return lines;
  }

  #line(text: string): Line {
    const truncated = this.#truncated || text.length > MAX_LINE_LENGTH;
    this.#truncated = false;
    this.#number += 1;
    const whole = truncated ? text.slice(0, MAX_LINE_LENGTH) : text;
    return { number: this.#number, text: whole.endsWith('\r') ? whole.slice(0, -1) : whole, truncated };
  }
}
