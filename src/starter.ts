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
  const code = foreseenCode(error);
  const [text = ''] = messageOf(error).split('\n', 1);
  const hint = process.env.IDMP_DEBUG ? '' : ' (IDMP_DEBUG=1 shows where it comes from)';
  say(code === null ? `unexpected error: ${text}${hint}` : messageOf(error));
  if (process.env.IDMP_DEBUG) say(stacks(error).join('\ncaused by: '));
  return code ?? EXIT.unexpected;
}

/** Null where nobody has foreseen it. */
function foreseenCode(error: unknown): number | null {
  if (error instanceof Exit) return error.code;
  if (error instanceof ConfigError || error instanceof DecryptionError) return EXIT.invalid;
  return error instanceof TemporalUnreachable ? EXIT.unreachable : null;
}

/** Of an error and its causes. Stacks alone: fields of an error may hold the headers of a call, and so a key. */
function stacks(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  return [error.stack ?? error.message, ...stacks(error.cause)];
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

await main();
