import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { parse } from 'lossless-json';
import { decimal } from '../json/decimals.js';
import { EXIT, Exit } from './exit.js';

/** Reads a JSON file; `-` is standard input. @throws Exit with file, line and column of what is wrong */
export async function readJson(path: string): Promise<unknown> {
  const content = await readText(path);
  const name = path === '-' ? 'standard input' : path;
  try {
    return parseInput(content);
  } catch (error) {
    throw new Exit(
      EXIT.invalid,
      `${name}${placeOf(error as Error, content)} is not JSON: ${(error as Error).message}`,
    );
  }
}

/** A file's text; `-` is standard input. The byte order mark that some Windows programs put first is cut. */
export async function readText(path: string): Promise<string> {
  const content =
    path === '-' ? await text(process.stdin) : await readFile(path, 'utf8').catch(unreadable(path));
  return content.replace(/^\uFEFF/, '');
}

/** Parses what people wrote: unlike JSON.parse it always says where it stopped, and takes no key twice. */
export function parseInput(json: string): unknown {
  return parse(json, null, decimal);
}

function unreadable(path: string) {
  return (error: NodeJS.ErrnoException): never => {
    const reason = error.code === 'ENOENT' ? 'does not exist' : `cannot be read (${error.code})`;
    throw new Exit(EXIT.invalid, `${path} ${reason}`);
  };
}

function placeOf(error: Error, content: string): string {
  const position = /position (\d+)/.exec(error.message)?.[1];
  const before = content.slice(0, position === undefined ? content.length : Number(position)).split('\n');
  return `:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}
