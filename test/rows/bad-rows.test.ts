import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { aProduct } from '../support/products.js';
import { badRowsOf, checked, csv, HEADING, row, testFolder } from './support/files.js';

const later = {
  'names.name': '',
  'names.country': '',
  'names.language': '',
  'holder.name': '',
  documents: '',
};
const bad = { 'ingredients.strength.value': 'much' };
const MESSAGE = 'must be a number greater than 0, such as 2.5 or ""2.50""';

/** Fixes a mistake in a file as a person does in an editor, and leaves the problems where they are. */
function fix(path: string, mistake: string, right: string): void {
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll(mistake, right));
}

async function validIn(path: string): Promise<boolean[]> {
  return (await checked(path)).map(({ request }) => request !== null);
}

describe('the file of bad rows', () => {
  const file = testFolder();

  it('has whole products, and what is wrong with which row', async () => {
    const path = file(
      'portfolio.csv',
      csv(HEADING, row('A'), row('B'), row('B', { ...later, ...bad }), row('C')),
    );
    const badPath = await badRowsOf(path);
    expect(basename(badPath ?? '')).toBe('portfolio.bad.csv');
    expect(readFileSync(badPath ?? '', 'utf8')).toBe(
      csv(
        `${HEADING},problems`,
        `${row('B')},`,
        `${row('B', { ...later, ...bad })},"line 4, ingredients.strength.value: ${MESSAGE}"`,
      ),
    );
  });

  it.each([
    ['portfolio.bad.csv', ','],
    ['semicolons.csv', ';'],
    ['tabs.tsv', '\t'],
  ])('can be fixed and read as it is (%s), again and again', async (name, delimiter) => {
    const content = csv(HEADING, row('A', bad), row('B'), row('C', { 'ingredients.strength.unit': '' }));
    const path = file(name, content.replaceAll(',', delimiter));
    const first = (await badRowsOf(path)) as string;
    expect(await validIn(first)).toEqual([false, false]);
    fix(first, 'much', '2.5');
    expect(await validIn(first)).toEqual([true, false]);
    const second = (await badRowsOf(first)) as string;
    expect(second).not.toBe(first);
    expect(readFileSync(second, 'utf8')).toContain('line 3');
    expect(readFileSync(second, 'utf8').match(/problems/g)).toHaveLength(1);
    fix(second, `2.50${delimiter}${delimiter}`, `2.50${delimiter}mg${delimiter}`);
    expect(await validIn(second)).toEqual([true]);
  });

  it('has rows that cannot be parsed as they are, and can be fixed', async () => {
    const path = file(
      'broken.csv',
      csv(HEADING, row('A').replace('Testolin A', '"Testolin A'), `${row('B')},x`, row('C')),
    );
    const badPath = (await badRowsOf(path)) as string;
    expect(await validIn(badPath)).toEqual([false, false]);
    fix(badPath, '"Testolin A', '"Testolin A"');
    fix(badPath, ',x,', ',');
    expect(await validIn(badPath)).toEqual([true, true]);
  });

  it('has lines of JSON behind their problems as comments', async () => {
    const lines = [
      JSON.stringify(aProduct()),
      '{"identifier": }',
      JSON.stringify({ ...aProduct(), documents: [] }),
    ];
    const path = file('portfolio.ndjson', lines.join('\n'));
    const badPath = (await badRowsOf(path)) as string;
    expect(basename(badPath)).toBe('portfolio.bad.ndjson');
    const [comment, broken, ...rest] = readFileSync(badPath, 'utf8').split('\n');
    expect(comment).toMatch(/^# line 2, column 16: is not JSON: /);
    expect(broken).toBe(lines[1]);
    expect(rest).toEqual([
      expect.stringMatching(/^# line 3, product\.documents: needs at least one/),
      lines[2],
      '',
    ]);
    fix(badPath, '{"identifier": }', JSON.stringify(aProduct('TEST-2')));
    fix(badPath, '"documents":[]', '"documents":["SPC/3"]');
    expect(await validIn(badPath)).toEqual([true, true]);
  });

  it('is not there where no row is bad', async () => {
    expect(await badRowsOf(file('good.csv', csv(HEADING, row('A'))))).toBeNull();
  });
});

describe('a file of bad rows that is there already', () => {
  const file = testFolder();

  it('is kept: other content has another name, the same content does not', async () => {
    const path = file('portfolio.csv', csv(HEADING, row('A', bad)));
    const first = (await badRowsOf(path)) as string;
    expect(await badRowsOf(path)).toBe(first);
    fix(first, 'much', 'half fixed');
    const names = [basename((await badRowsOf(path)) as string), basename((await badRowsOf(path)) as string)];
    expect(names).toEqual(['portfolio.bad-2.csv', 'portfolio.bad-2.csv']);
    expect(readFileSync(first, 'utf8')).toContain('half fixed');
    expect(readdirSync(dirname(path)).sort()).toEqual([
      'portfolio.bad-2.csv',
      'portfolio.bad.csv',
      'portfolio.csv',
    ]);
  });

  it('cannot be written: the message names the folder', async () => {
    // The name has the maximum length of file names: the bad rows' name would be longer.
    const path = file(`${'x'.repeat(251)}.csv`, csv(HEADING, row('A', bad)));
    await expect(badRowsOf(path)).rejects.toMatchObject({
      name: 'FileProblem',
      message: expect.stringMatching(/^cannot write the bad rows to \/.*\(ENAMETOOLONG\)/) as unknown,
    });
  });
});
