import { basename, extname } from 'node:path';

/** How many characters of the hash tell two files of one name apart. */
const HASH_LENGTH = 8;

/**
 * Workflow id of a file's backfill where nobody names one: the same file leads to the same backfill again, one that was
 * changed to another.
 *
 * @param hash sha256 of the file, in hexadecimal
 */
export function backfillIdOf(account: string, path: string, hash: string): string {
  const name = basename(path, extname(path)).replace(/\s+/g, '-');
  return `backfill/${account}/${name}.${hash.slice(0, HASH_LENGTH)}`;
}
