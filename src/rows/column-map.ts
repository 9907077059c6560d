import { readFile } from 'node:fs/promises';
import { fieldNamed } from './fields.js';
import { createFileProblem, FileProblem } from './file-problem.js';
import { parseInput, placeOf } from './json-text.js';
import { isObject } from '../json/objects.js';

/** Where a field comes from: the column of that heading, or one value for all rows. */
export type ColumnSource = { heading: string } | { value: string };

/** Field by field, for files that have headings of their own. */
export type ColumnMap = ReadonlyMap<string, ColumnSource>;

/**
 * Reads a column map: `{ "identifier.value": "MPID", "identifier.system": { "value": "urn:example:mpid" } }`.
 *
 * @throws FileProblem that names every wrong entry
 */
export async function readColumnMap(path: string): Promise<ColumnMap> {
  const text = (await readFile(path, 'utf8').catch(createFileProblem(`cannot read ${path}`))).replace(
    /^\uFEFF/,
    '',
  );
  const entries = Object.entries(asObject(path, text));
  const problems = entries.flatMap(([field, source]) => problemWith(field, source));
  if (entries.length === 0) problems.push('names no field');
  if (problems.length > 0) throw new FileProblem([`${path} is no column map:`, ...problems].join('\n  '));
  return new Map(
    entries.map(([field, source]) => [
      field,
      typeof source === 'string' ? { heading: source.trim() } : (source as { value: string }),
    ]),
  );
}

function asObject(path: string, text: string): object {
  let data: unknown;
  try {
    data = parseInput(text);
  } catch (error) {
    const { line, column } = placeOf(error, text);
    throw new FileProblem(`${path}:${line}:${column} is not JSON: ${(error as Error).message}`);
  }
  if (isObject(data)) return data;
  throw new FileProblem(`${path} is no column map: it must be an object, from fields to headings`);
}

function problemWith(field: string, source: unknown): string[] {
  if (fieldNamed(field) === null) return [`${field} is no field of a product: see docs/backfill-files.md`];
  if (typeof source === 'string' && source.trim() !== '') return [];
  const isConstant =
    isObject(source) && Object.keys(source).join() === 'value' && typeof source.value === 'string';
  return isConstant && source.value !== '' ? [] : [`${field} must be a heading, or { "value": "…" }`];
}
