/** A row of a page's table: a name, and markdown; left out where there is nothing to say. */
export type Row = readonly [name: string, value: string | number | null];

/**
 * A small page of markdown, as Temporal's web UI shows it under "User Metadata". The UI measures a page without its outer
 * margins and cuts off as much at the end: that is the empty line's lot.
 */
export function detailsPage(title: string, text: string[], rows: readonly Row[]): string {
  const shown = rows.filter(([, value]) => value !== null);
  const table = ['| | |', '| --- | --- |', ...shown.map(([name, value]) => `| ${name} | ${value} |`)];
  return [`### ${title}`, ...text, table.join('\n'), '\u00a0'].join('\n\n');
}

/** Points of a list, as a piece of a page's text; none where there are none. */
export function points(items: string[]): string[] {
  return items.length === 0 ? [] : [items.map((item) => `- ${item}`).join('\n')];
}
