import type { ColumnMap } from './column-map.js';
import { findField, KEY_FIELDS, type FieldPath } from './fields.js';
import { FileProblem } from './file-problem.js';
import type { Table } from './table.js';

/** A field, and its column or its constant value. */
export type Column = FieldPath & ({ heading: string; cell: number } | { heading: null; value: string });

/** The meaning of the columns of a file. */
export interface Columns {
  headings: string[];
  fields: Column[];
  /** The objects of a product that have at least one field with a column. */
  containers: ReadonlySet<string>;
  /** Headings that the column map does not name. */
  ignored: string[];
  /** Indexes of the columns with an empty heading. */
  unnamed: number[];
}

/** The heading of the additional column in a file of bad rows. This column is never read. */
export const PROBLEMS = 'problems';

/** Finds the fields in the headings, by the map if there is one. @throws FileProblem that names all problems */
export function findColumns(path: string, { headings, line }: Table, map: ColumnMap | null): Columns {
  const place = `${path}:${line}`;
  const fields = map === null ? matchHeadings(headings, place) : mapColumns(headings, map, place);
  const paths = fields.map((field) => field.path);
  const twice = paths.filter((each, index) => paths.indexOf(each) < index);
  if (twice.length > 0) throw new FileProblem(`${place}: more than one column for ${twice.join(', ')}`);
  const missing = KEY_FIELDS.filter((each) => !paths.includes(each));
  if (missing.length > 0) {
    throw new FileProblem(
      `${place}: missing column ${missing.join(' and ')}, which groups rows into products. ${REMEDY}`,
    );
  }
  const used = new Set(fields.map(({ heading }) => heading));
  return {
    headings,
    fields,
    containers: new Set(fields.flatMap(({ heading, container }) => (heading === null ? [] : [container]))),
    ignored: headings.filter((heading) => heading !== '' && heading !== PROBLEMS && !used.has(heading)),
    unnamed: headings.flatMap((heading, cell) => (heading === '' ? [cell] : [])),
  };
}

const REMEDY = 'Rename the column, or use a column map (--columns FILE): see docs/backfill-files.md';

function matchHeadings(headings: readonly string[], place: string): Column[] {
  const columns = headings.flatMap((heading, cell) => {
    if (heading === '' || heading === PROBLEMS) return [];
    const field = findField(heading);
    return [field === null ? heading : { ...field, heading, cell }];
  });
  const unknown = columns.filter((column) => typeof column === 'string');
  if (unknown.length === 0) return columns.filter((column) => typeof column !== 'string');
  throw new FileProblem(
    `${place}: unknown heading${unknown.length > 1 ? 's' : ''} ${unknown.map(quote).join(', ')}. ${REMEDY}`,
  );
}

function mapColumns(headings: readonly string[], map: ColumnMap, place: string): Column[] {
  const columns = [...map].map(([name, source]): Column | string => {
    // readColumnMap has checked that all fields of the map are known.
    const field = findField(name) as FieldPath;
    if ('value' in source) return { ...field, heading: null, value: source.value };
    const cells = headings.flatMap((heading, cell) => (heading === source.heading ? [cell] : []));
    return cells.length === 1
      ? { ...field, heading: source.heading, cell: cells[0] as number }
      : `${cells.length === 0 ? 'missing' : 'more than one'} column ${quote(source.heading)} (in the column map for ${name})`;
  });
  const wrong = columns.filter((column) => typeof column === 'string');
  if (wrong.length === 0) return columns.filter((column) => typeof column !== 'string');
  const seen = headings.filter((heading) => heading !== '').map(quote);
  throw new FileProblem(`${place}: ${wrong.join('; ')}. The file has the columns ${seen.join(', ')}`);
}

function quote(text: string): string {
  return `"${text}"`;
}
