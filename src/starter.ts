#!/usr/bin/env node
import { CommanderError } from '@commander-js/extra-typings';
import { commandEnd } from './commands/terminal/command-end.js';
import { EXIT, printNote } from './commands/terminal/exit.js';
import { createProgram } from './commands/program.js';
import { endTracing, startTracing } from './observability/tracing.js';

/** Runs the command line; every error becomes a message and an exit code. */
async function main(): Promise<void> {
  try {
    await startTracing(process.env, 'idmp');
    await createProgram(process.env).parseAsync();
  } catch (error) {
    process.exitCode = exitCodeOf(error);
  } finally {
    await endTracing();
  }
}

function exitCodeOf(error: unknown): number {
  // Commander has said what is wrong already; help and version come as errors with code 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.invalid;
  const { code, text } = commandEnd(error, Boolean(process.env.IDMP_DEBUG));
  printNote(text);
  return code;
}

await main();
