import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const EXAMPLES: Record<string, string> = {
  typescript: 'typescript/src/caller.ts',
  python: 'python/caller.py',
  go: 'go/main.go',
  java: 'java/src/main/java/Caller.java',
};

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

const snippets = [...read('docs/calling.md').matchAll(/^```(typescript|python|go|java)\n(.*?)^```$/gms)].map(
  ([, language, code]) => ({ language: language!, code: code! }),
);

describe('docs/calling.md', () => {
  it('has a snippet in each language of the examples', () => {
    expect(new Set(snippets.map(({ language }) => language))).toEqual(new Set(Object.keys(EXAMPLES)));
  });

  it.each(snippets)(
    'shows $language as it stands in the example, which a test runs',
    ({ language, code }) => {
      expect(withoutIndent(read(`examples/callers/${EXAMPLES[language]!}`))).toContain(withoutIndent(code));
    },
  );
});

/** The examples are indented where the snippets begin at the margin. */
function withoutIndent(code: string): string {
  return code.replace(/^[ \t]+/gm, '');
}
