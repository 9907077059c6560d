import { remark } from 'remark';
import remarkGfm from 'remark-gfm';
import { visit } from 'unist-util-visit';
import { blankedAsCode, type Text } from './text.js';

interface Range {
  readonly start: number;
  readonly end: number;
}

const parser = remark().use(remarkGfm);

/** Reads paragraphs, headings and cells of tables. Fenced code is left out, code inside a sentence is blanked. */
export function markdownTexts(source: string): Text[] {
  const tree = parser.parse(source);
  const texts: Range[] = [];
  const codes: Range[] = [];
  visit(tree, ({ type, position }) => {
    const range = { start: position?.start.offset ?? 0, end: position?.end.offset ?? 0 };
    if (type === 'paragraph' || type === 'heading' || type === 'tableCell') texts.push(range);
    if (type === 'inlineCode') codes.push(range);
  });
  let words = source;
  for (const { start, end } of codes) {
    words = words.slice(0, start) + blankedAsCode(source.slice(start, end)) + words.slice(end);
  }
  return texts.map(({ start, end }) => ({ kind: 'prose', offset: start, words: words.slice(start, end) }));
}
