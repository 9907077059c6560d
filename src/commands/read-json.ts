import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { parse } from 'lossless-json';
import { decimal } from '../json/decimals.js';
import { EXIT, Exit } from './exit.js';

/** Reads a JSON file; `-` is standard input. @throws Exit with file, line and column of what is wrong */
export async function readJson(path: string): Promise<unknown> {
  const content =
    path === '-' ? await text(process.stdin) : await readFile(path, 'utf8').catch(unreadable(path));
  const name = path === '-' ? 'standard input' : path;
  try {
    // A byte order mark is what some Windows programs put first.
    // Unlike JSON.parse, this one always says where it stopped, and takes no key twice.
    return parse(content.replace(/^\uFEFF/, ''), null, decimal);
  } catch (error) {
    throw new Exit(
      EXIT.invalid,
      `${name}${placeOf(error as Error, content)} is not JSON: ${(error as Error).message}`,
    );
  }
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
