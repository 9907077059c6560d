import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { RELATED, relatedTests } from '../../scripts/related-tests.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const filesIn = (folder: string): string[] =>
  readdirSync(`${ROOT}/${folder}`, { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`);

const tests = filesIn('test').filter((path) => path.endsWith('.test.ts'));

describe('the tests of a changed file', () => {
  it('are found for every workflow file, which a worker loads by path', () => {
    const workflows = filesIn('src/workflows');
    expect(workflows.filter((path) => relatedTests([path], tests).length === 0)).toEqual([]);
  });

  it('come from every line of the table that its path begins with', () => {
    const found = relatedTests(
      ['docs/reliability.md'],
      ['test/docs/a.test.ts', 'test/reliability/answers.b.ts'],
    );
    expect(found).toEqual(['test/docs/a.test.ts', 'test/reliability/answers.b.ts']);
  });

  it('are none where jest finds them by imports', () => {
    expect(relatedTests(['src/json/decimals.ts'], tests)).toEqual([]);
  });
});

describe('the table of related tests', () => {
  const begins = (path: string): boolean =>
    existsSync(`${ROOT}/${path}`) || filesIn('docs').some((file) => file.startsWith(path));

  it('names paths that exist', () => {
    expect(Object.keys(RELATED).filter((path) => !begins(path))).toEqual([]);
  });

  it('names tests that exist', () => {
    const places = [...new Set(Object.values(RELATED).flat())];
    expect(places.filter((place) => !tests.some((test) => test.startsWith(place)))).toEqual([]);
  });
});
