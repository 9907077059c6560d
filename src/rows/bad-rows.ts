import { createHash, randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, open, rm, type FileHandle } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { FileProblem } from './file-problem.js';
import type { FileRow, RowProblem } from './file-row.js';
import { fileHash } from './fingerprint.js';
import type { RowsFile } from './rows-file.js';

/** How much is gathered before it is written. */
const PIECE = 64 * 1024;

/**
 * The file of bad rows beside a file (`portfolio.bad.csv`): whole products, with what is wrong, to be mended and sent by
 * itself. Somebody may be mending the one of an earlier run, so it takes another name where that one has other content.
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
    if (this.#piece.length > PIECE) await this.#write();
  }

  /** Gives the file its name; null where no row was bad. */
  async close(): Promise<{ path: string; rows: number } | null> {
    if (this.#handle === null) return null;
    try {
      await this.#write();
      return { path: await this.#keep(this.#hash.digest('hex')), rows: this.#rows };
    } finally {
      await this.discard();
    }
  }

  /** Leaves nothing behind: for a run that was broken off. */
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
        if ((await fileHash(path)) === hash) return path;
      }
    }
  }

  /** The bad rows of a mended file of bad rows are the next of the same series. */
  #name(count: number): string {
    const { path, badRows } = this.#file;
    const name = basename(path, extname(path)).replace(/\.bad(?:-\d+)?$/, '');
    return `${name}.bad${count === 1 ? '' : `-${count}`}${badRows.extension}`;
  }

  #unwritable(error: unknown): never {
    const { code, message } = error as NodeJS.ErrnoException;
    const folder = dirname(this.#file.path);
    throw new FileProblem(
      `cannot write the bad rows into ${folder} (${code ?? message}): copy the file to a folder that can be written to`,
      { cause: error },
    );
  }
}
