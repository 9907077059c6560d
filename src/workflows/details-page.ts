/** A row of a page's table: a name, and markdown. */
export type Row = readonly [name: string, value: string | number];

/**
 * A small page of markdown, as Temporal's web UI shows it under "User Metadata". The UI measures a page without its outer
 * margins and cuts off as much at the end: that is the empty line's lot.
 */
export function detailsPage(title: string, text: string[], rows: readonly Row[], list: string[]): string {
  return [
    `### ${title}`,
    ...text,
    ['| | |', '| --- | --- |', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join('\n'),
    ...(list.length === 0 ? [] : [list.map((item) => `- ${item}`).join('\n')]),
    '\u00a0',
  ].join('\n\n');
}
