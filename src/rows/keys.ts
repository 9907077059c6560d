import type { Column, Columns } from './columns.js';
import { KEY_FIELDS } from './fields.js';
import { fingerprint } from './fingerprint.js';
import { readCell, type ParsedRow } from './product-request.js';
import type { Flaw, TableRow } from './table.js';

/** Reads the key of a row's product: system and value, separated by a line break. Null if a part is missing. */
export function readKey(row: TableRow, columns: Columns): string | null {
  if (!isParsed(row)) return null;
  const parts = keyColumns(columns).map((column) => readCell(row, column));
  return parts.includes('') ? null : parts.join('\n');
}

export function isParsed(row: TableRow): row is ParsedRow {
  return row.cells !== null;
}

/** Finds the missing key cells of a parsed row. */
export function findMissingKeys(row: TableRow, columns: Columns): Flaw[] {
  if (!isParsed(row)) return [];
  return keyColumns(columns).flatMap((column) =>
    column.heading !== null && readCell(row, column) === ''
      ? [{ cell: column.cell, text: 'is missing: each row needs the identifier of its product' }]
      : [],
  );
}

/**
 * Guesses the products of a row without a key, as fingerprints: for a row that cannot be parsed, each product that its
 * text names; for a row with only an ingredient, the previous product. Such a product must not be sent, because an
 * ingredient may be missing from it.
 */
export function guessProducts(
  row: TableRow,
  columns: Columns,
  delimiter: string,
  before: string | null,
): number[] {
  if (!isParsed(row)) {
    const words = row.raw.split('\n').flatMap((line) => line.split(delimiter));
    const names = words.map((word) => word.replaceAll('"', '').trim());
    return names.filter((name) => name !== '').map(fingerprint);
  }
  const isIngredientAlone = columns.fields.every(
    (column) => column.heading === null || column.isOfIngredient || readCell(row, column) === '',
  );
  return isIngredientAlone && before !== null ? [fingerprint(before)] : [];
}

/** Returns the fingerprints that `guessProducts` may have for a product. */
export function fingerprintsOf(key: string): number[] {
  return [fingerprint(key), fingerprint(key.slice(key.indexOf('\n') + 1))];
}

function keyColumns({ fields }: Columns): Column[] {
  return KEY_FIELDS.flatMap((path) => fields.find((column) => column.path === path) ?? []);
}
