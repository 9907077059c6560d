import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rethrowAsFileProblem } from './file-problem.js';

/**
 * Returns 48 bits of a text's sha256 as a number. A million of these numbers take a tenth of the memory of the texts. Of
 * 500 files with a million texts, one has two texts with the same number, so each caller must tolerate a collision.
 */
export function fingerprint(text: string): number {
  return createHash('sha256').update(text).digest().readUIntBE(0, 6);
}

/** Returns the sha256 of a file's bytes, in hexadecimal. @throws FileProblem */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const bytes of createReadStream(path)) hash.update(bytes as Buffer);
  } catch (error) {
    rethrowAsFileProblem(`cannot read ${path}`)(error);
  }
  return hash.digest('hex');
}
