/** A row of a page's table: a name, and markdown. */
export type Row = readonly [name: string, value: string | number];

/** Longer texts are cut: who wants the whole looks at the result, or at the status. */
const LONGEST_TEXT = 400;

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
    '&nbsp;',
  ].join('\n\n');
}

/** What the web UI's markdown (blackfriday) takes as markup, and lets be escaped. */
const MARKUP = /[\\`*_{}[\]()#+\-.!:|&<>~^]/g;

/** Somebody else's words, on one line and as they are: no links, no markup. */
export function asText(words: string): string {
  const line = words.replace(/\s+/g, ' ').trim();
  const cut = line.length > LONGEST_TEXT ? `${line.slice(0, LONGEST_TEXT)}…` : line;
  return cut.replace(MARKUP, '\\$&');
}

/** An ISO time as people read it. */
export function asTime(iso: string): string {
  return `${iso.slice(0, 19).replace('T', ' ')} UTC`;
}
