/**
 * Writes a portfolio of products as CSV to standard output, for tests and benchmarks: the same options give the same
 * file.
 *
 *   npm run portfolio -- [--products 2000 | --rows 5000] [--bad 1] [--apart] > portfolio.csv
 */
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { portfolioLines } from '../test/rows/support/portfolio.js';

const { values } = parseArgs({
  options: {
    products: { type: 'string' },
    rows: { type: 'string' },
    /** Per cent of the rows in which one cell is wrong. */
    bad: { type: 'string', default: '0' },
    /** Whether rows of other products are between the rows of a product. */
    apart: { type: 'boolean', default: false },
  },
});

const rows = values.rows === undefined ? Infinity : Number(values.rows);
const products = Number(values.products ?? (values.rows === undefined ? 1000 : Infinity));
for (const line of portfolioLines({ rows, products, badPercent: Number(values.bad), apart: values.apart })) {
  if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain');
}
