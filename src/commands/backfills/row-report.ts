import type { Issue } from '../../contract/index.js';
import {
  BadRows,
  problemsOf,
  problemText,
  type FileRow,
  type RowProblem,
  type RowsFile,
} from '../../rows/index.js';
import { printNote } from '../terminal/exit.js';

/** Most problems printed on stderr; the file of bad rows has all of them. */
const SHOWN = 20;

/** Problems of a file: the first ones on stderr, all of them in the file of bad rows. */
export class RowReport {
  /** Number of invalid products or requests. */
  invalid = 0;
  #problems = 0;
  readonly #badRows: BadRows;

  constructor(private readonly file: RowsFile) {
    this.#badRows = new BadRows(file);
  }

  async bad(row: FileRow, problems: readonly RowProblem[]): Promise<void> {
    this.invalid += 1;
    problems.slice(0, Math.max(0, SHOWN - this.#problems)).forEach((problem) => this.#printNote(problem));
    this.#problems += problems.length;
    await this.#badRows.add(row, problems);
  }

  /** Reports problems that only the worker found, for example because its configuration differs. */
  async refused(row: FileRow, issues: readonly Issue[]): Promise<void> {
    await this.bad(row, problemsOf(row, issues));
  }

  async tooLarge(row: FileRow): Promise<void> {
    const text = 'is too large for one request: Temporal accepts 2 MB at most';
    await this.bad(row, [{ line: row.lines[0] ?? 1, column: null, text }]);
  }

  /** Prints the path of the file of bad rows, and returns it; null if all rows are valid. */
  async close(): Promise<string | null> {
    const bad = await this.#badRows.close();
    if (this.#problems > SHOWN) printNote(`… and ${this.#problems - SHOWN} more`);
    if (bad === null) return null;
    printNote(`invalid ${this.file.unit}, to fix and send separately: ${bad.path} (${bad.rows} rows)`);
    return bad.path;
  }

  /** `22 invalid products were not submitted` */
  summary(): string {
    const { unit } = this.file;
    return this.invalid === 1
      ? `1 invalid ${unit.replace(/s$/, '')} was not submitted`
      : `${this.invalid} invalid ${unit} were not submitted`;
  }

  /** Deletes the file of bad rows, after an interruption. */
  async discard(): Promise<void> {
    await this.#badRows.discard();
  }

  #printNote(problem: RowProblem): void {
    printNote(`${this.file.path}:${problem.line}: ${problemText(problem)}`);
  }
}
