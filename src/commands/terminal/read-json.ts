import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { parseInput, placeOf } from '../../rows/index.js';
import { EXIT, Exit } from './exit.js';

/** Reads a JSON file; `-` is standard input. @throws Exit with file, line and column of the error */
export async function readJson(path: string): Promise<unknown> {
  const content = await readText(path);
  const name = path === '-' ? 'standard input' : path;
  try {
    return parseInput(content);
  } catch (error) {
    const { line, column } = placeOf(error, content);
    throw new Exit(EXIT.invalid, `${name}:${line}:${column} is not JSON: ${(error as Error).message}`);
  }
}

/** Reads a file, without the byte order mark that some Windows programs put first. */
async function readText(path: string): Promise<string> {
  const content =
    path === '-' ? await text(process.stdin) : await readFile(path, 'utf8').catch(unreadable(path));
  return content.replace(/^\uFEFF/, '');
}

function unreadable(path: string) {
  return (error: NodeJS.ErrnoException): never => {
    const reason = error.code === 'ENOENT' ? 'does not exist' : `cannot be read (${error.code})`;
    throw new Exit(EXIT.invalid, `${path} ${reason}`);
  };
}
