import { extname } from 'node:path';

export const RESULT_FORMATS = ['ndjson', 'csv', 'html'] as const;
export type ResultFormat = (typeof RESULT_FORMATS)[number];

const EXTENSIONS: Readonly<Record<string, ResultFormat>> = {
  '.ndjson': 'ndjson',
  '.jsonl': 'ndjson',
  '.csv': 'csv',
  '.html': 'html',
  '.htm': 'html',
};

/** File for the results, and the format that its extension names. */
export interface ResultsFile {
  path: string;
  format: ResultFormat;
}

/** Detects the format by the file's extension. Null for an unknown extension. */
export function detectFormat(path: string): ResultFormat | null {
  return EXTENSIONS[extname(path).toLowerCase()] ?? null;
}
