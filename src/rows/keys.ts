import type { Column, Columns } from './columns.js';
import { KEY_FIELDS } from './fields.js';
import { fingerprint } from './fingerprint.js';
import { cellOf, type WholeRow } from './product-request.js';
import type { Flaw, TableRow } from './table.js';

/** The product that a row belongs to, as system and value with a line break between; null where it does not say. */
export function keyOf(row: TableRow, columns: Columns): string | null {
  if (!isWhole(row)) return null;
  const parts = keyColumns(columns).map((column) => cellOf(row, column));
  return parts.includes('') ? null : parts.join('\n');
}

export function isWhole(row: TableRow): row is WholeRow {
  return row.cells !== null;
}

/** Why a row that can be taken apart belongs to no product. */
export function missingKeys(row: TableRow, columns: Columns): Flaw[] {
  if (!isWhole(row)) return [];
  return keyColumns(columns).flatMap((column) =>
    column.heading !== null && cellOf(row, column) === ''
      ? [{ cell: column.cell, text: 'is missing: each row says which product it belongs to' }]
      : [],
  );
}

/**
 * Fingerprints of the products that a row may belong to that says none: those that it names somewhere, if it cannot be
 * taken apart; the one before, if it has nothing but an ingredient. Such a product must not be sent: it may lack an
 * ingredient.
 */
export function perhapsOf(
  row: TableRow,
  columns: Columns,
  delimiter: string,
  before: string | null,
): number[] {
  if (!isWhole(row)) {
    const words = row.raw.split('\n').flatMap((line) => line.split(delimiter));
    const names = words.map((word) => word.replaceAll('"', '').trim());
    return names.filter((name) => name !== '').map(fingerprint);
  }
  const isIngredientAlone = columns.fields.every(
    (column) => column.heading === null || column.isOfIngredient || cellOf(row, column) === '',
  );
  return isIngredientAlone && before !== null ? [fingerprint(before)] : [];
}

/** The ways in which `perhapsOf` may have named a product. */
export function namesOf(key: string): number[] {
  return [fingerprint(key), fingerprint(key.slice(key.indexOf('\n') + 1))];
}

function keyColumns({ fields }: Columns): Column[] {
  return KEY_FIELDS.flatMap((path) => fields.find((column) => column.path === path) ?? []);
}
