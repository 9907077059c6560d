#!/usr/bin/env node
import { CommanderError } from 'commander';
import { EXIT, Exit, say } from './commands/exit.js';
import { createProgram } from './commands/program.js';
import { ConfigError } from './config.js';
import { DecryptionError } from './encryption/index.js';
import { endTracing, startTracing } from './observability/tracing.js';
import { TemporalUnreachable } from './temporal/connection.js';

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
  say(error instanceof Error ? error.message : String(error));
  if (error instanceof Exit) return error.code;
  if (error instanceof ConfigError || error instanceof DecryptionError) return EXIT.invalid;
  if (error instanceof TemporalUnreachable) return EXIT.unreachable;
  if (process.env.LOG_LEVEL === 'debug' && error instanceof Error) say(error.stack ?? '');
  return EXIT.unexpected;
}

await main();
