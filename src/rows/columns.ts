import type { ColumnMap } from './column-map.js';
import { fieldNamed, KEY_FIELDS, type FieldPath } from './fields.js';
import { FileProblem } from './file-problem.js';
import type { Table } from './table.js';

/** A field, and where a row has it. */
export type Column = FieldPath & ({ heading: string; cell: number } | { heading: null; value: string });

/** What the columns of a file mean. */
export interface Columns {
  headings: string[];
  fields: Column[];
  /** The objects of a product of which at least one field has a column. */
  containers: ReadonlySet<string>;
  /** Columns that hold nothing of the product, as the column map has it. */
  ignored: string[];
  /** Cells below no heading at all. */
  unnamed: number[];
}

/** The column that a file of bad rows has in addition; it is never read. */
export const PROBLEMS = 'problems';

/** Finds the fields in the headings, by the map where there is one. @throws FileProblem that names all that is wrong */
export function columnsOf(path: string, { headings, line }: Table, map: ColumnMap | null): Columns {
  const place = `${path}:${line}`;
  const fields = map === null ? findColumn(headings, place) : mapColumns(headings, map, place);
  const paths = fields.map((field) => field.path);
  const twice = paths.filter((each, index) => paths.indexOf(each) < index);
  if (twice.length > 0) throw new FileProblem(`${place}: more than one column is ${twice.join(', ')}`);
  const missing = KEY_FIELDS.filter((each) => !paths.includes(each));
  if (missing.length > 0) {
    throw new FileProblem(
      `${place}: there is no column ${missing.join(' and no column ')}, by which rows become products; ${REMEDY}`,
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

const REMEDY =
  'rename the column, or say with a column map (--columns FILE) what it means: docs/backfill-files.md';

function findColumn(headings: readonly string[], place: string): Column[] {
  const columns = headings.flatMap((heading, cell) => {
    if (heading === '' || heading === PROBLEMS) return [];
    const field = fieldNamed(heading);
    return [field === null ? heading : { ...field, heading, cell }];
  });
  const unknown = columns.filter((column) => typeof column === 'string');
  if (unknown.length === 0) return columns.filter((column) => typeof column !== 'string');
  throw new FileProblem(
    [
      `${place}: unknown heading${unknown.length > 1 ? 's' : ''} ${unknown.map(quoted).join(', ')}`,
      REMEDY,
    ].join('; '),
  );
}

function mapColumns(headings: readonly string[], map: ColumnMap, place: string): Column[] {
  const columns = [...map].map(([name, source]): Column | string => {
    // A column map names known fields alone: it was checked when it was read.
    const field = fieldNamed(name) as FieldPath;
    if ('value' in source) return { ...field, heading: null, value: source.value };
    const cells = headings.flatMap((heading, cell) => (heading === source.heading ? [cell] : []));
    return cells.length === 1
      ? { ...field, heading: source.heading, cell: cells[0] as number }
      : `${cells.length === 0 ? 'no' : 'more than one'} column ${quoted(source.heading)}, which the column map has for ${name}`;
  });
  const wrong = columns.filter((column) => typeof column === 'string');
  if (wrong.length === 0) return columns.filter((column) => typeof column !== 'string');
  const seen = headings.filter((heading) => heading !== '').map(quoted);
  throw new FileProblem(`${place}: there is ${wrong.join(', and ')}; the file has ${seen.join(', ')}`);
}

function quoted(text: string): string {
  return `"${text}"`;
}
