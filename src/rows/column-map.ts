import { readFile } from 'node:fs/promises';
import { findField } from './fields.js';
import { rethrowAsFileProblem, FileProblem } from './file-problem.js';
import { parseInput, placeOf } from './json-text.js';
import { isObject } from '../json/objects.js';

/** The source of a field: the column with that heading, or one value for all rows. */
export type ColumnSource = { heading: string } | { value: string };

/** The sources by field, for files whose headings are not field names. */
export type ColumnMap = ReadonlyMap<string, ColumnSource>;

/**
 * Reads a column map: `{ "identifier.value": "MPID", "identifier.system": { "value": "urn:example:mpid" } }`.
 *
 * @throws FileProblem that names every wrong entry
 */
export async function readColumnMap(path: string): Promise<ColumnMap> {
  const text = (await readFile(path, 'utf8').catch(rethrowAsFileProblem(`cannot read ${path}`))).replace(
    /^\uFEFF/,
    '',
  );
  const entries = Object.entries(parseObject(path, text));
  const problems = entries.flatMap(([field, source]) => checkEntry(field, source));
  if (entries.length === 0) problems.push('the map is empty');
  if (problems.length > 0) {
    throw new FileProblem([`${path} is not a valid column map:`, ...problems].join('\n  '));
  }
  return new Map(
    entries.map(([field, source]) => [
      field,
      typeof source === 'string' ? { heading: source.trim() } : (source as { value: string }),
    ]),
  );
}

function parseObject(path: string, text: string): object {
  let data: unknown;
  try {
    data = parseInput(text);
  } catch (error) {
    const { line, column } = placeOf(error, text);
    throw new FileProblem(`${path}:${line}:${column} is not JSON: ${(error as Error).message}`);
  }
  if (isObject(data)) return data;
  throw new FileProblem(
    `${path} is not a valid column map: it must be an object that maps fields to headings`,
  );
}

function checkEntry(field: string, source: unknown): string[] {
  if (findField(field) === null) return [`${field} is not a field of a product: see docs/backfill-files.md`];
  if (typeof source === 'string' && source.trim() !== '') return [];
  const isConstant =
    isObject(source) && Object.keys(source).join() === 'value' && typeof source.value === 'string';
  return isConstant && source.value !== '' ? [] : [`${field} must be a heading, or { "value": "…" }`];
}
