import type { Column, Columns } from './columns.js';
import { decimalCell } from './decimal-cell.js';
import type { RowProblem } from './file-row.js';
import type { TableRow } from './table.js';
import { treeOf, type Filled } from './tree.js';

/** What the rows of one product say. */
export interface ProductRequest {
  request: Record<string, unknown>;
  problems: RowProblem[];
  /** The line of each ingredient. */
  ingredientLines: number[];
  /** The line from which each other field was taken. */
  fieldLines: ReadonlyMap<string, number>;
}

/** A row that could be taken apart. */
export type WholeRow = TableRow & { cells: string[] };

/**
 * Puts the rows of one product together: an ingredient from each row that names one, and everything else from the first
 * row that has it.
 */
export function productRequest(
  rows: readonly WholeRow[],
  columns: Columns,
  decimalComma: boolean,
): ProductRequest {
  const common = columns.fields
    .filter(({ isOfIngredient }) => !isOfIngredient)
    .map((each) => readShared(rows, each));
  const ofIngredient = columns.fields.filter(({ isOfIngredient }) => isOfIngredient);
  const ingredients = rows.flatMap((row) => ingredientOf(row, ofIngredient, columns, decimalComma));
  const { requestId, ...product } = treeOf(
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

interface Shared {
  filled: Filled[];
  line: number;
  problems: RowProblem[];
}

/** A field that all rows of a product share: later rows may leave it empty, but not say something else. */
function readShared(rows: readonly WholeRow[], column: Column): Shared {
  const line = rows[0]?.line ?? 0;
  if (column.heading === null) return { filled: [{ column, value: column.value }], line, problems: [] };
  const [first, ...others] = rows.filter((row) => cellOf(row, column) !== '');
  if (first === undefined) return { filled: [], line, problems: [] };
  const value = cellOf(first, column);
  const differing = others.filter((row) => cellOf(row, column) !== value);
  return {
    filled: [{ column, value }],
    line: first.line,
    problems: differing.map((row) => ({
      line: row.line,
      column: column.heading,
      text: `is "${cellOf(row, column)}", and "${value}" in line ${first.line} of the same product`,
    })),
  };
}

interface IngredientRow {
  tree: Record<string, unknown>;
  line: number;
  problems: RowProblem[];
}

function ingredientOf(
  row: WholeRow,
  fields: readonly Column[],
  { containers }: Columns,
  decimalComma: boolean,
): IngredientRow[] {
  const problems: RowProblem[] = [];
  const filled = fields.flatMap((column): Filled[] => {
    if (column.heading === null) return [{ column, value: column.value }];
    const cell = cellOf(row, column);
    if (cell === '') return [];
    if (!column.isDecimal) return [{ column, value: cell }];
    const { value, problem } = decimalCell(cell, decimalComma);
    if (problem !== null) problems.push({ line: row.line, column: column.heading, text: problem });
    return [{ column, value }];
  });
  const isNamed = filled.some(({ column }) => column.heading !== null);
  return isNamed ? [{ tree: treeOf(filled, containers), line: row.line, problems }] : [];
}

/** A cell's text; the map's value where no column has it. */
export function cellOf({ cells }: WholeRow, column: Column): string {
  return column.heading === null ? column.value : (cells[column.cell] ?? '').trim();
}
