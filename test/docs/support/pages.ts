import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Root } from 'mdast';
import { remark } from 'remark';
import remarkGfm from 'remark-gfm';
import { visit } from 'unist-util-visit';

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Lists the paths of all documents for readers, from the repository's root. */
export const PAGES: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  ...['docs', 'deploy', 'examples', 'sandbox', '.github'].flatMap((folder) => filesBelow(folder, /\.md$/)),
];

/** Lists the paths of the files below a folder, sorted. */
export function filesBelow(folder: string, name: RegExp): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && name.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length))
    .filter((path) => !/\/(node_modules|target|\.venv)\//.test(path))
    .sort();
}

export function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** Code in a page; `lang` is null for code within a sentence. */
export interface CodeInPage {
  page: string;
  line: number;
  lang: string | null;
  /** Text after the language: ```` ```sh not-run ````. */
  meta: string | null;
  text: string;
}

/** Lists all code of a page, in its order. */
export function codeOf(page: string): CodeInPage[] {
  const found: CodeInPage[] = [];
  visit(parse(page), ['code', 'inlineCode'], (node) => {
    if (node.type !== 'code' && node.type !== 'inlineCode') return;
    const [lang, meta] = node.type === 'code' ? [node.lang ?? '', node.meta ?? null] : [null, null];
    found.push({ page, line: node.position?.start.line ?? 0, lang, meta, text: node.value });
  });
  return found;
}

/** Lists the texts of a page's headings. */
export function headingsOf(page: string): string[] {
  const found: string[] = [];
  visit(parse(page), 'heading', ({ children }) => {
    found.push(children.map((child) => ('value' in child ? child.value : '')).join(''));
  });
  return found;
}

function parse(page: string): Root {
  return remark().use(remarkGfm).parse(read(page));
}
