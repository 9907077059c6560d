import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from '@jest/globals';

const FOLDER = new URL('../golden/', import.meta.url);

/**
 * Compares a whole page or help text with the golden file `test/golden/NAME`. `npm run golden` rewrites the files of all tests
 * that use this function; review the difference before you commit it.
 */
export function expectGolden(name: string, text: string): void {
  const path = fileURLToPath(new URL(name, FOLDER));
  if (process.env.UPDATE_GOLDEN === '1') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  if (!existsSync(path)) throw new Error(`test/golden/${name} does not exist: run "npm run golden"`);
  expect(text).toBe(readFileSync(path, 'utf8'));
}
