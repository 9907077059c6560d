import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { createProgram } from '../../src/commands/program.js';

/** Has the real program read a command line, and do nothing. @throws Error that says what is wrong with it */
export function parseIdmp(args: readonly string[]): void {
  let said = '';
  const program = createProgram({});
  for (const command of [program, ...program.commands]) {
    command.configureOutput({ writeErr: (text) => (said += text), writeOut: () => undefined });
    if (command !== program) command.action(() => undefined);
  }
  try {
    program.parse(args, { from: 'user' });
  } catch (error) {
    if (isHelp(error)) return;
    const what = said.trim() || (error as Error).message;
    throw new Error(`idmp ${args.join(' ')}: ${what}`, { cause: error });
  }
}

/** All commands that a person may type. */
export function commands(): readonly CommandUnknownOpts[] {
  const program = createProgram({});
  return program.createHelp().visibleCommands(program);
}

function isHelp(error: unknown): boolean {
  return (error as { exitCode?: number }).exitCode === 0;
}
