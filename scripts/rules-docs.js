/**
 * Writes docs/rules-*.md from the rule tables:
 *
 *   node --import tsx scripts/rules-docs.js && npx prettier --write 'docs/rules-*.md'
 */
import { writeFileSync } from 'node:fs';
import { EDITION_NAMES } from '../src/contract/index.js';
import { editionAsMarkdown, r5AsMarkdown } from '../src/rules/as-markdown.js';

const write = (name, text) => writeFileSync(new URL(`../docs/rules-${name}.md`, import.meta.url), text);

for (const edition of EDITION_NAMES) write(edition, editionAsMarkdown(edition));
write('r5', r5AsMarkdown());
