import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createFileProblem } from './file-problem.js';

/** A line of a text file, without its end. */
export interface Line {
  /** From 1. */
  number: number;
  text: string;
  /** Whether the line is longer than any that is read, and was cut. */
  cut: boolean;
}

/** Twice what Temporal takes as a payload: no request is longer, and no file makes the process grow without end. */
export const MAX_LINE_LENGTH = 4 * 1024 * 1024;

/**
 * Bytes that are read at once. Small, as whoever checks the rows of a piece takes a while: a large piece would outlive the
 * quick part of the garbage collection, and the process take half as much memory again.
 */
const PIECE = 8 * 1024;

/** The encodings that Excel writes; a file without byte order mark is UTF-8. */
const BYTE_ORDER_MARKS = [
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
];

/** How a text file says that it is encoded. @throws FileProblem */
export async function encodingOf(path: string): Promise<{ encoding: string; marked: boolean }> {
  const handle = await open(path).catch(createFileProblem(`cannot read ${path}`));
  try {
    const { buffer } = await handle
      .read(Buffer.alloc(3), 0, 3, 0)
      .catch(createFileProblem(`cannot read ${path}`));
    const mark = BYTE_ORDER_MARKS.find(({ bytes }) => bytes.every((byte, index) => buffer[index] === byte));
    return { encoding: mark?.encoding ?? 'utf-8', marked: mark !== undefined };
  } finally {
    await handle.close();
  }
}

/**
 * The lines of a text file, as many at once as a piece of the file has. A byte order mark is cut; bytes that are not of
 * the encoding become U+FFFD.
 */
export async function* lineBatches(path: string): AsyncGenerator<Line[]> {
  const { encoding } = await encodingOf(path);
  const decoder = new TextDecoder(encoding);
  const splitter = new Splitter();
  for await (const bytes of createReadStream(path, { highWaterMark: PIECE })) {
    yield splitter.lines(decoder.decode(bytes as Buffer, { stream: true }));
  }
  yield splitter.lines(`${decoder.decode()}\n`);
}

/** Cuts pieces of a text into lines. */
class Splitter {
  #number = 0;
  #rest = '';
  #cut = false;

  lines(piece: string): Line[] {
    const texts = (this.#rest + piece).split('\n');
    this.#rest = texts.pop() ?? '';
    const lines = texts.map((text) => this.#line(text));
    if (this.#rest.length > MAX_LINE_LENGTH) {
      this.#rest = this.#rest.slice(0, MAX_LINE_LENGTH);
      this.#cut = true;
    }
    return lines;
  }

  #line(text: string): Line {
    const cut = this.#cut || text.length > MAX_LINE_LENGTH;
    this.#cut = false;
    this.#number += 1;
    const whole = cut ? text.slice(0, MAX_LINE_LENGTH) : text;
    return { number: this.#number, text: whole.endsWith('\r') ? whole.slice(0, -1) : whole, cut };
  }
}
