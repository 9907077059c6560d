import type { Issue } from '../contract/index.js';
import type { Columns } from './columns.js';
import type { RowProblem } from './file-row.js';
import type { ProductRequest } from './product-request.js';

/** Creates a function that finds line and column of an issue, for a product that came from rows. */
export function createLocator(
  { ingredientLines, fieldLines }: ProductRequest,
  { fields }: Columns,
  firstLine: number,
): (issue: Issue) => RowProblem {
  return ({ expression, text }) => {
    const [place = ''] = expression;
    const contained = /^Task\.contained\[(\d+)\]/.exec(place)?.[1];
    // The ingredients follow the product directly (src/products/product-resources.ts).
    if (contained !== undefined) {
      return {
        line: ingredientLines[Number(contained) - 1] ?? firstLine,
        column: null,
        text: `${place}: ${text}`,
      };
    }
    const ingredient = /^product\.ingredients\[(\d+)\]/.exec(place)?.[1];
    const path = place.replace(/^product\./, '').replace(/^ingredients\[\d+\]/, 'ingredients');
    const column = fields.find((each) => each.path === path || (each.isText && each.container === path));
    const line =
      ingredient === undefined ? fieldLines.get(column?.path ?? '') : ingredientLines[Number(ingredient)];
    return { line: line ?? firstLine, column: column?.heading ?? path.replace('[0]', ''), text };
  };
}
