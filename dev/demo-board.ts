import { createLogUpdate } from 'log-update';
import type { RequestStatus } from '../src/contract/index.js';
import { progressLine } from '../src/commands/requests/progress-line.js';

/**
 * Shows requests side by side on stderr while they run: redrawn in place on a terminal, a line for each step
 * elsewhere.
 */
export class DemoBoard {
  readonly #lines = new Map<string, string>();
  readonly #redraw = process.stderr.isTTY ? createLogUpdate(process.stderr) : null;

  /** @param names in the order in which they stand on the board */
  constructor(names: string[]) {
    for (const name of names) this.#lines.set(name, `  ${name}`);
  }

  show(name: string, status: RequestStatus): void {
    const line = `  ${name.padEnd(14)} ${progressLine(status)}`;
    if (this.#lines.get(name) === line) return;
    this.#lines.set(name, line);
    if (this.#redraw === null) process.stderr.write(`${line}\n`);
    else this.#redraw([...this.#lines.values()].join('\n'));
  }

  /** Leaves the last picture standing. */
  done(): void {
    this.#redraw?.done();
  }
}
