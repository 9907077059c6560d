import { createHash, randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, open, rm, type FileHandle } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { FileProblem } from './file-problem.js';
import type { FileRow, RowProblem } from './file-row.js';
import { hashFile } from './fingerprint.js';
import type { RowsFile } from './rows-file.js';

/** Size of a write, in UTF-16 code units: text is collected up to this length. */
const PIECE_LENGTH = 64 * 1024;

/**
 * The file of bad rows beside a file (`portfolio.bad.csv`): complete products with their problems. The user corrects this
 * file and sends it. A file of an earlier run with other content is kept, because the user may be correcting it: the new
 * file then has another name.
 */
export class BadRows {
  readonly #file: Pick<RowsFile, 'path' | 'badRows'>;
  readonly #temporary: string;
  readonly #hash = createHash('sha256');
  #handle: FileHandle | null = null;
  #piece = '';
  #rows = 0;

  constructor(file: Pick<RowsFile, 'path' | 'badRows'>) {
    this.#file = file;
    this.#temporary = join(dirname(file.path), `.${this.#name(1)}.${randomUUID().slice(0, 8)}`);
  }

  /** @throws FileProblem where the folder cannot be written to */
  async add(row: FileRow, problems: readonly RowProblem[]): Promise<void> {
    const { badRows } = this.#file;
    if (this.#handle === null) {
      this.#handle = await open(this.#temporary, 'wx').catch((error: unknown) => this.#unwritable(error));
      this.#piece = badRows.opening;
    }
    this.#rows += row.source.length;
    this.#piece += badRows.text(row, problems);
    if (this.#piece.length > PIECE_LENGTH) await this.#write();
  }

  /** Gives the file its final name. Returns null if all rows are valid. */
  async close(): Promise<{ path: string; rows: number } | null> {
    if (this.#handle === null) return null;
    try {
      await this.#write();
      return { path: await this.#keep(this.#hash.digest('hex')), rows: this.#rows };
    } finally {
      await this.discard();
    }
  }

  /** Deletes the temporary file, for example of an interrupted run. */
  async discard(): Promise<void> {
    await this.#handle?.close();
    this.#handle = null;
    await rm(this.#temporary, { force: true });
  }

  async #write(): Promise<void> {
    const piece = this.#piece;
    this.#piece = '';
    this.#hash.update(piece);
    await this.#handle?.write(piece).catch((error: unknown) => this.#unwritable(error));
  }

  async #keep(hash: string): Promise<string> {
    for (let count = 1; ; count += 1) {
      const path = join(dirname(this.#file.path), this.#name(count));
      try {
        await copyFile(this.#temporary, path, constants.COPYFILE_EXCL);
        return path;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') this.#unwritable(error);
        if ((await hashFile(path)) === hash) return path;
      }
    }
  }

  /** Names the file. The bad rows of a corrected file of bad rows continue the same series of names. */
  #name(count: number): string {
    const { path, badRows } = this.#file;
    const name = basename(path, extname(path)).replace(/\.bad(?:-\d+)?$/, '');
    return `${name}.bad${count === 1 ? '' : `-${count}`}${badRows.extension}`;
  }

  #unwritable(error: unknown): never {
    const { code, message } = error as NodeJS.ErrnoException;
    const folder = dirname(this.#file.path);
    throw new FileProblem(
      `cannot write the bad rows to ${folder} (${code ?? message}). Copy the file to a writable folder`,
      { cause: error },
    );
  }
}
