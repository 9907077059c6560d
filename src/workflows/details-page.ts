/** Row of a page's table: a name and Markdown. A row whose value is null is omitted. */
export type Row = readonly [name: string, value: string | number | null];

/**
 * Writes a small page of Markdown for "User Metadata" in Temporal's web UI. The UI truncates the end of a page by its outer
 * margins; an empty last line absorbs that.
 */
export function detailsPage(title: string, text: string[], rows: readonly Row[]): string {
  const shown = rows.filter(([, value]) => value !== null);
  const table = ['| | |', '| --- | --- |', ...shown.map(([name, value]) => `| ${name} | ${value} |`)];
  return [`### ${title}`, ...text, table.join('\n'), '\u00a0'].join('\n\n');
}

/** Writes items as a Markdown list; returns no text for no items. */
export function points(items: string[]): string[] {
  return items.length === 0 ? [] : [items.map((item) => `- ${item}`).join('\n')];
}
