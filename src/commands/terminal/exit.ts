import { stringifyJson } from '../../json/decimals.js';

/** Exit codes of the command line. */
export const EXIT = {
  done: 0,
  unexpected: 1,
  /** Wrong use, bad configuration or invalid input. */
  invalid: 2,
  /** Rejected or failed at the service. */
  refused: 3,
  cancelled: 4,
  /** Temporal cannot be reached. */
  unreachable: 5,
} as const;

/** Ends the command: the message goes to stderr, the code to the shell. */
export class Exit extends Error {
  override readonly name = 'Exit';

  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

/** Prints the result on stdout, which carries only the result. */
export function printResult(result: unknown): void {
  process.stdout.write(`${stringifyJson(result, 2)}\n`);
}

/** Prints a message on stderr, which carries everything but the result. */
export function printNote(line: string): void {
  process.stderr.write(`${line}\n`);
}
