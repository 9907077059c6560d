import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createFileProblem } from './file-problem.js';

/**
 * 48 bits of a text's sha256 as a number: a million of them take a tenth of the memory of the texts. Two texts of a
 * million share one in 1 of 500 files, so whoever uses it says what a collision does.
 */
export function fingerprint(text: string): number {
  return createHash('sha256').update(text).digest().readUIntBE(0, 6);
}

/** The sha256 of a file's bytes, in hexadecimal. @throws FileProblem */
export async function fileHash(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const bytes of createReadStream(path)) hash.update(bytes as Buffer);
  } catch (error) {
    createFileProblem(`cannot read ${path}`)(error);
  }
  return hash.digest('hex');
}
