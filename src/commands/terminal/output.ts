import { printResult } from './exit.js';
import { pageText, type Page } from './page.js';

let isJsonWanted = false;

/** Stores the value of `--json`. The program calls it before each action. */
export function setJsonWanted(wanted: boolean): void {
  isJsonWanted = wanted;
}

/** Whether the caller passed `--json`. */
export function wantsJson(): boolean {
  return isJsonWanted;
}

/** Whether a person reads stdout. Scripts, pipes and `--json` receive JSON. */
export function isForPeople(): boolean {
  return process.stdout.isTTY && !isJsonWanted;
}

/**
 * Prints the result of a command: JSON, or a page for a person at a terminal.
 *
 * @param page null if stderr has carried all of it already
 */
export function present(result: unknown, page: Page | null): void {
  if (!isForPeople()) return printResult(result);
  if (page !== null) process.stdout.write(pageText(page, process.stdout));
}
