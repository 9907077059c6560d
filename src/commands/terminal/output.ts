import { printResult } from './exit.js';
import { pageText, type Page } from './page.js';

let isJsonAsked = false;

/** What `--json` said; the program asks once, before a command does anything. */
export function askForJson(asked: boolean): void {
  isJsonAsked = asked;
}

/** Whether a person reads stdout: scripts, pipes and `--json` get JSON. */
export function isForPeople(): boolean {
  return process.stdout.isTTY && !isJsonAsked;
}

/**
 * Prints a command's result: JSON, or a page where a person reads.
 *
 * @param page null where all of it was said on stderr already
 */
export function present(result: unknown, page: Page | null): void {
  if (!isForPeople()) return printResult(result);
  if (page !== null) process.stdout.write(pageText(page, process.stdout));
}
