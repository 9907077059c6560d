import { basename, extname } from 'node:path';

/** Length of the hash in an id, in characters. The hash distinguishes files of the same name. */
const HASH_LENGTH = 8;

/**
 * Creates the default workflow id for the backfill of a file. The same file has the same id again, and a changed file has
 * another id.
 *
 * @param hash sha256 of the file, in hexadecimal
 */
export function backfillIdOf(account: string, path: string, hash: string): string {
  const name = basename(path, extname(path)).replace(/\s+/g, '-');
  return `backfill/${account}/${name}.${hash.slice(0, HASH_LENGTH)}`;
}
