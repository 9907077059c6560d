import { readFileSync } from 'node:fs';

/** A table of docs/reliability.md as text: the rows under a heading. */
export interface Table {
  columns: string[];
  /** Text of the first column, then of the other cells by column. */
  rows: { name: string; cells: Record<string, string> }[];
}

const PAGE = new URL('../../../docs/reliability.md', import.meta.url);

/** Reads the page's tables that tests use: each is alone under a heading of the third level, which is its name. */
export function tablesOfPage(): Map<string, Table> {
  const tables = new Map<string, Table>();
  let heading = '';
  let lines: string[][] = [];
  const end = (): void => {
    if (lines.length > 0 && tables.has(heading)) throw new Error(`"${heading}" has two tables`);
    if (lines.length > 0 && heading !== '') tables.set(heading, tableOf(lines));
    lines = [];
  };
  for (const line of readFileSync(PAGE, 'utf8').split('\n')) {
    if (line.startsWith('|')) lines.push(cellsOf(line));
    else end();
    if (line.startsWith('#')) heading = /^### (.*)/.exec(line)?.[1] ?? '';
  }
  end();
  return tables;
}

function cellsOf(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}

function tableOf([head = [], , ...body]: string[][]): Table {
  const columns = head.slice(1);
  const rows = body.map(([name = '', ...texts]) => ({
    name,
    cells: Object.fromEntries(columns.map((column, index) => [column, texts[index] ?? ''])),
  }));
  return { columns, rows };
}
