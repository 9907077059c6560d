import { createWriteStream } from 'node:fs';
import type { Client } from '@temporalio/client';
import {
  findBackfill,
  UnknownBackfill,
  writeResults,
  type KnownBackfill,
  type ResultFormat,
} from '../../results/index.js';
import { EXIT, Exit, printNote } from '../terminal/exit.js';

/** Writes the results to a file or to stdout, and notes on them to stderr. @throws Exit */
export async function writeOutput(
  client: Client,
  backfillId: string,
  format: ResultFormat,
  output: string | undefined,
): Promise<void> {
  // An existing file is not touched before the backfill is found.
  const backfill = await known(client, backfillId);
  const stream = output === undefined ? process.stdout : createWriteStream(output);
  const { requests, notes } = await writeResults(client, backfill, format, stream).catch((error: unknown) => {
    throw exitOf(error, output);
  });
  notes.forEach(printNote);
  const counted = `${requests.toLocaleString('en')} ${requests === 1 ? 'request' : 'requests'}`;
  printNote(output === undefined ? counted : `${counted} in ${output}`);
}

/** @throws Exit if Temporal does not know the backfill */
async function known(client: Client, backfillId: string): Promise<KnownBackfill> {
  try {
    return await findBackfill(client, backfillId);
  } catch (error) {
    if (error instanceof UnknownBackfill) throw new Exit(EXIT.invalid, error.message);
    throw error;
  }
}

/** A reader may close stdout early: `idmp backfill-results ID | head`. */
function exitOf(error: unknown, output: string | undefined): unknown {
  const { code, syscall, message } = error as NodeJS.ErrnoException;
  if (output === undefined && code === 'EPIPE') return new Exit(EXIT.done, 'the reader of stdout closed it');
  if (output !== undefined && syscall === 'open') {
    return new Exit(EXIT.invalid, `${output} cannot be written: ${message}`);
  }
  return error;
}
