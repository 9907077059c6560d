import { stringifyJson } from '../json/decimals.js';
import type { RequestRow } from './request-row.js';

/** A JSON object a line, for programs. */
export async function* asNdjson(rows: AsyncIterable<RequestRow>): AsyncGenerator<string> {
  for await (const row of rows) yield `${stringifyJson(row)}\n`;
}
