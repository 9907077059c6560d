import { parse } from 'lossless-json';
import { decimal } from '../json/decimals.js';

/** Parses JSON that people wrote. Unlike JSON.parse, it always reports the position of an error, and refuses duplicate keys. */
export function parseInput(json: string): unknown {
  return parse(json, null, decimal);
}

/** Returns line and column, from 1, at which `parseInput` stopped. Without a position in the error: the end of the text. */
export function placeOf(error: unknown, json: string): { line: number; column: number } {
  const position = /position (\d+)/.exec((error as Error).message)?.[1];
  const before = json.slice(0, position === undefined ? json.length : Number(position)).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
