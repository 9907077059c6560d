import { createWriteStream } from 'node:fs';
import { extname } from 'node:path';
import type { Client } from '@temporalio/client';
import { EXIT, Exit } from './exit.js';

/** Where the results of a backfill go. */
export interface ResultsFile {
  path: string;
  write(client: Client, backfillId: string): Promise<void>;
}

const FORMATS: Readonly<Record<string, 'ndjson' | 'csv' | 'html'>> = {
  '.ndjson': 'ndjson',
  '.jsonl': 'ndjson',
  '.csv': 'csv',
  '.html': 'html',
};

/** A file whose extension says the format. @throws Exit before anything is started, where it says none */
export function resultsFile(path: string): ResultsFile {
  const format = FORMATS[extname(path).toLowerCase()];
  if (format === undefined) {
    throw new Exit(EXIT.invalid, `${path}: the extension must be one of ${Object.keys(FORMATS).join(', ')}`);
  }
  return {
    path,
    write: async (client, backfillId) => {
      // Loaded when it is needed: most commands have no use for it.
      const { writeResults } = await import('../results/index.js');
      await writeResults(client, backfillId, format, createWriteStream(path));
    },
  };
}
