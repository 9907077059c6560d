import { comments, messages } from './code.js';
import { markdownTexts } from './markdown.js';
import { wholeFile } from './plain.js';
import { RULES, type Rule } from './rules.js';
import type { Text } from './text.js';

export interface Finding {
  readonly path: string;
  /** Line of the file, from 1. */
  readonly line: number;
  /** The words that the rule found. */
  readonly words: string;
  readonly rule: Rule;
}

type Reader = (source: string, path: string) => Text[];

/** Readers by the path of a file. The first that matches reads the file; a file that none matches is not checked. */
const READERS: readonly (readonly [path: RegExp, reader: Reader])[] = [
  [/\.md$/, markdownTexts],
  [/^(?:src|sandbox|dev)\/.*\.[cm]?[jt]s$/, (...file) => [...comments(...file), ...messages(...file)]],
  [/\.[cm]?[jt]s$/, comments],
  [/\.(?:html|ya?ml|sh|py|go|java)$|(?:^|\/)Dockerfile$|^(?:scripts|\.ci)\/[^.]+$/, wholeFile],
];

/** True for a file that one of the readers reads. */
export function isChecked(path: string): boolean {
  return readerOf(path) !== undefined;
}

/** Finds what breaks one of the rules in a file, in the order of its lines. */
export function findingsIn(path: string, source: string, rules: readonly Rule[] = RULES): Finding[] {
  const texts = readerOf(path)?.(source, path) ?? [];
  return texts
    .flatMap((text) => rules.flatMap((rule) => matches(text, rule)))
    .sort((one, other) => one.offset - other.offset)
    .map(({ offset, words, rule }) => ({ path, line: lineAt(source, offset), words, rule }));
}

function readerOf(path: string): Reader | undefined {
  return READERS.find(([pattern]) => pattern.test(path))?.[1];
}

function matches(text: Text, rule: Rule): { offset: number; words: string; rule: Rule }[] {
  if (rule.kind !== undefined && rule.kind !== text.kind) return [];
  return [...text.words.matchAll(rule.pattern)].map(({ 0: match, index }) => {
    const words = match.trim();
    const offset = text.offset + index + match.indexOf(words);
    return { offset, words: words.replace(/\s+/g, ' '), rule };
  });
}

function lineAt(source: string, offset: number): number {
  return source.slice(0, offset).split('\n').length;
}

/** Writes a finding as one line: place, words, rule, remedy. */
export function findingAsLine({ path, line, words, rule: { rule, remedy } }: Finding): string {
  return `${path}:${line}: "${words}" (rule ${rule}): ${remedy}`;
}
