import { parse } from 'lossless-json';
import { decimal } from '../json/decimals.js';

/** Parses what people wrote: unlike JSON.parse it always says where it stopped, and takes no key twice. */
export function parseInput(json: string): unknown {
  return parse(json, null, decimal);
}

/** Line and column, from 1, at which `parseInput` stopped; the end of the text where the error names no place. */
export function placeOf(error: unknown, json: string): { line: number; column: number } {
  const position = /position (\d+)/.exec((error as Error).message)?.[1];
  const before = json.slice(0, position === undefined ? json.length : Number(position)).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
