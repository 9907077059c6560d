import type { Table } from './tables.js';

/** The column that has the failure's type, where the call is retried. */
export const SHOWN_AS = 'retried as';

/** Cell of a case that cannot be, or of one without a difference from the others. */
const NOTHING = '–';

/** Outcomes after which the call is repeated; in all others the first answer decides. */
const AGAIN = ['retried', 'adopted'];

/** A cell of a table: the outcome of a request by the page. */
export interface Cell {
  heading: string;
  row: string;
  column: string;
  /** Text of the cell: `retried (ServiceError)`. */
  text: string;
  outcome: string;
  /** Type of the failure that operators see meanwhile; null where the call is not retried. */
  type: string | null;
}

/** @throws Error where the page has no such table */
export function cellsOf(heading: string, table: Table | undefined): Cell[] {
  if (table === undefined) throw new Error(`docs/reliability.md has no table "${heading}"`);
  return table.rows.flatMap(({ name, cells }) =>
    Object.entries(cells)
      .filter(([column, text]) => column !== SHOWN_AS && text !== NOTHING)
      .map(([column, text]) => {
        const [, outcome = '', own] = /^([^(]*?)(?: \((\w+)\))?$/.exec(text) ?? [];
        const type = AGAIN.includes(outcome) ? (own ?? cells[SHOWN_AS] ?? null) : null;
        return { heading, row: name, column, text, outcome, type };
      }),
  );
}
