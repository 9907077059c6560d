import type { Command } from '@commander-js/extra-typings';
import type { EnvironmentGroup, HelpLine } from './help.js';

/**
 * One command of `idmp`: all that the program, its help, completion and `docs/reference.md` know of it.
 *
 * Every start of `idmp` loads the modules of all commands. Therefore a module imports only light things at its top; its action
 * imports Temporal, zod and whatever else it needs when it runs (`test/commands/lazy-loading.test.ts`).
 */
export interface CommandModule {
  name: string;
  /** One line for `idmp --help`; begins with a verb. */
  description: string;
  /** Complete command lines with their effects: one to four for the command's help. */
  examples: readonly HelpLine[];
  /** Groups of environment variables that the command reads. */
  environment: readonly EnvironmentGroup[];
  /**
   * `result`: JSON, or a page for a person at a terminal; the program adds `--json`. `document`: the same text everywhere, or
   * none.
   */
  output: 'result' | 'document';
  /** Hides the command from help and completion. */
  hidden?: true;
  /** Adds arguments, options and the action. Types of the action's parameters follow from the declarations. */
  declare(command: Command, env: NodeJS.ProcessEnv): void;
}
