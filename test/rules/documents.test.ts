import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { EDITION_NAMES } from '../../src/contract/index.js';
import { editionAsMarkdown, r5AsMarkdown } from '../../scripts/rules/markdown.js';

const written = (name: string): string =>
  readFileSync(new URL(`../../docs/rules-${name}.md`, import.meta.url), 'utf8');

/** Removes Prettier's padding of tables and its blank lines, and keeps the content. */
const bare = (text: string): string[] =>
  text
    .split('\n')
    .map((line) =>
      line
        .replace(/ *\| */g, '|')
        .replace(/-{3,}/g, '---')
        .trim(),
    )
    .filter((line) => line !== '');

describe('the rules as tables that people read', () => {
  it.each(EDITION_NAMES)('docs/rules-%s.md is what the tables say', (edition) => {
    expect(bare(written(edition))).toEqual(bare(editionAsMarkdown(edition)));
  });

  it('docs/rules-r5.md is what the tables say', () => {
    expect(bare(written('r5'))).toEqual(bare(r5AsMarkdown()));
  });
});
