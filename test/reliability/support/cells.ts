import type { Table } from './tables.js';

/** The column that has the failure's type, where the call is tried again. */
export const SHOWN_AS = 'retried as';

/** Where the page says that something cannot be, or says nothing else than the others. */
const NOTHING = '–';

/** After these the call is made again; all others are decided by the first answer. */
const AGAIN = ['retried', 'adopted'];

/** A cell of a table: what the page says that becomes of a request. */
export interface Cell {
  heading: string;
  row: string;
  column: string;
  /** As it stands there: `retried (ServiceError)`. */
  text: string;
  outcome: string;
  /** Of the failure that shows meanwhile; null where nothing is tried again. */
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
