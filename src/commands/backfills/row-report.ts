import type { Issue } from '../../contract/index.js';
import {
  BadRows,
  problemsOf,
  problemText,
  type FileRow,
  type RowProblem,
  type RowsFile,
} from '../../rows/index.js';
import { say } from '../terminal/exit.js';

/** More would not be read; all of them stand in the file of bad rows. */
const SHOWN = 20;

/** What is wrong in a file: the first problems on stderr, all of them in the file of bad rows. */
export class RowReport {
  /** So many rows (products, requests) were bad. */
  invalid = 0;
  #problems = 0;
  readonly #badRows: BadRows;

  constructor(private readonly file: RowsFile) {
    this.#badRows = new BadRows(file);
  }

  async bad(row: FileRow, problems: readonly RowProblem[]): Promise<void> {
    this.invalid += 1;
    problems.slice(0, Math.max(0, SHOWN - this.#problems)).forEach((problem) => this.#say(problem));
    this.#problems += problems.length;
    await this.#badRows.add(row, problems);
  }

  /** The worker found what the check here did not: its configuration may be another one. */
  async refused(row: FileRow, issues: readonly Issue[]): Promise<void> {
    await this.bad(row, problemsOf(row, issues));
  }

  async tooLarge(row: FileRow): Promise<void> {
    const text = 'is too large for one request: Temporal takes 2 MB';
    await this.bad(row, [{ line: row.lines[0] ?? 1, column: null, text }]);
  }

  /** Says where the bad rows are; answers the path, or null where none was bad. */
  async close(): Promise<string | null> {
    const bad = await this.#badRows.close();
    if (this.#problems > SHOWN) say(`… and ${this.#problems - SHOWN} more`);
    if (bad === null) return null;
    say(`the bad ${this.file.unit}, to be mended and sent by themselves: ${bad.path} (${bad.rows} rows)`);
    return bad.path;
  }

  /** Leaves nothing behind: for a command that was broken off. */
  async discard(): Promise<void> {
    await this.#badRows.discard();
  }

  #say(problem: RowProblem): void {
    say(`${this.file.path}:${problem.line}: ${problemText(problem)}`);
  }
}
