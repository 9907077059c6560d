import { stringifyJson } from '../json/decimals.js';
import type { RequestRow } from './request-row.js';

/** Formats the rows for programs, as one JSON object per line. */
export async function* formatNdjson(rows: AsyncIterable<RequestRow>): AsyncGenerator<string> {
  for await (const row of rows) yield `${stringifyJson(row)}\n`;
}
