import type { Column, Columns } from './columns.js';
import { parseDecimal } from './decimal-cell.js';
import type { RowProblem } from './file-row.js';
import type { TableRow } from './table.js';
import { buildTree, type FilledField } from './tree.js';

/** The request that the rows of one product make. */
export interface ProductRequest {
  request: Record<string, unknown>;
  problems: RowProblem[];
  /** The line of each ingredient. */
  ingredientLines: number[];
  /** The line of each other field. */
  fieldLines: ReadonlyMap<string, number>;
}

/** A row that could be parsed. */
export type ParsedRow = TableRow & { cells: string[] };

/**
 * Combines the rows of one product: an ingredient from each row that has one, and each other field from the first row that
 * has it.
 */
export function buildProductRequest(
  rows: readonly ParsedRow[],
  columns: Columns,
  decimalComma: boolean,
): ProductRequest {
  const common = columns.fields
    .filter(({ isOfIngredient }) => !isOfIngredient)
    .map((each) => readShared(rows, each));
  const ofIngredient = columns.fields.filter(({ isOfIngredient }) => isOfIngredient);
  const ingredients = rows.flatMap((row) => readIngredient(row, ofIngredient, columns, decimalComma));
  const { requestId, ...product } = buildTree(
    common.flatMap(({ filled }) => filled),
    columns.containers,
  );
  const list = ingredients.length === 0 ? {} : { ingredients: ingredients.map(({ tree }) => tree) };
  return {
    request: { product: { ...product, ...list }, ...(requestId === undefined ? {} : { requestId }) },
    problems: [...common, ...ingredients].flatMap(({ problems }) => problems),
    ingredientLines: ingredients.map(({ line }) => line),
    fieldLines: new Map(
      common.flatMap(({ filled, line }) => filled.map(({ column }) => [column.path, line])),
    ),
  };
}

interface SharedField {
  filled: FilledField[];
  line: number;
  problems: RowProblem[];
}

/** Reads a field that all rows of a product share. Later rows may leave it empty, but must not have another value. */
function readShared(rows: readonly ParsedRow[], column: Column): SharedField {
  const line = rows[0]?.line ?? 0;
  if (column.heading === null) return { filled: [{ column, value: column.value }], line, problems: [] };
  const [first, ...others] = rows.filter((row) => readCell(row, column) !== '');
  if (first === undefined) return { filled: [], line, problems: [] };
  const value = readCell(first, column);
  const differing = others.filter((row) => readCell(row, column) !== value);
  return {
    filled: [{ column, value }],
    line: first.line,
    problems: differing.map((row) => ({
      line: row.line,
      column: column.heading,
      text: `is "${readCell(row, column)}", but line ${first.line} of the same product has "${value}"`,
    })),
  };
}

interface IngredientRow {
  tree: Record<string, unknown>;
  line: number;
  problems: RowProblem[];
}

function readIngredient(
  row: ParsedRow,
  fields: readonly Column[],
  { containers }: Columns,
  decimalComma: boolean,
): IngredientRow[] {
  const problems: RowProblem[] = [];
  const filled = fields.flatMap((column): FilledField[] => {
    if (column.heading === null) return [{ column, value: column.value }];
    const cell = readCell(row, column);
    if (cell === '') return [];
    if (!column.isDecimal) return [{ column, value: cell }];
    const { value, problem } = parseDecimal(cell, decimalComma);
    if (problem !== null) problems.push({ line: row.line, column: column.heading, text: problem });
    return [{ column, value }];
  });
  const isNamed = filled.some(({ column }) => column.heading !== null);
  return isNamed ? [{ tree: buildTree(filled, containers), line: row.line, problems }] : [];
}

/** Returns a cell's text, or the column map's value for a field without a column. */
export function readCell({ cells }: ParsedRow, column: Column): string {
  return column.heading === null ? column.value : (cells[column.cell] ?? '').trim();
}
