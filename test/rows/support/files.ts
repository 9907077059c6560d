import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { readConfig, type Config } from '../../../src/configuration/config.js';
import {
  BadRows,
  checkRows,
  openRows,
  problemText,
  type CheckedRow,
  type FileRow,
  type RowsOptions,
} from '../../../src/rows/index.js';

/** Configuration of an account that is never called. */
export const ENV = { IDMP_FHIR_BASE_URL: 'http://127.0.0.1:1/fhir', IDMP_EDITION: '2026-05' };
const config: Config = readConfig(ENV);

/** Makes a folder for one test file. */
export function testFolder(): (name: string, content: string | Uint8Array) => string {
  const folder = mkdtempSync(join(tmpdir(), 'idmp-rows-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return (name, content) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
}

export async function rowsOf(path: string, options: RowsOptions = {}): Promise<FileRow[]> {
  const rows: FileRow[] = [];
  for await (const row of await openRows(path, options)) rows.push(row);
  return rows;
}

export async function checked(path: string, options: RowsOptions = {}): Promise<CheckedRow[]> {
  const rows: CheckedRow[] = [];
  for await (const row of checkRows(await openRows(path, options), config)) rows.push(row);
  return rows;
}

/** Lists the problems of a file as `line: column: text`. */
export async function problemsIn(path: string, options: RowsOptions = {}): Promise<string[]> {
  const rows = await checked(path, options);
  return rows.flatMap(({ problems }) => problems.map((each) => `${each.line}: ${problemText(each)}`));
}

/** Reads the file of bad rows; null where every row is good. */
export async function badRowsOf(path: string, options: RowsOptions = {}): Promise<string | null> {
  const file = await openRows(path, options);
  const badRows = new BadRows(file);
  for await (const { request, row, problems } of checkRows(file, config)) {
    if (request === null) await badRows.add(row, problems);
  }
  return (await badRows.close())?.path ?? null;
}

/** Writes a CSV file from its lines. */
export const csv = (...lines: string[]): string => lines.map((line) => `${line}\n`).join('');

export const HEADING =
  'identifier.system,identifier.value,names.name,names.country,names.language,holder.name,documents,ingredients.substance,ingredients.strength.value,ingredients.strength.unit';

/** Makes a row below HEADING, with changes by column. */
export function row(value: string, changes: Record<string, string> = {}): string {
  const cells: Record<string, string> = {
    'identifier.system': 'urn:example:mpid',
    'identifier.value': value,
    'names.name': `Testolin ${value}`,
    'names.country': 'NLD',
    'names.language': 'nl',
    'holder.name': 'Test Pharma B.V.',
    documents: `SPC/${value}`,
    'ingredients.substance': 'Testoline',
    'ingredients.strength.value': '2.50',
    'ingredients.strength.unit': 'mg',
    ...changes,
  };
  return HEADING.split(',')
    .map((heading) => cells[heading] ?? '')
    .join(',');
}
