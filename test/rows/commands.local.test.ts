import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { EDITION_NAMES } from '../../src/contract/index.js';
import { idmpInProcess } from '../support/idmp-in-process.js';
import { run } from '../support/processes.js';
import { aProduct } from '../support/products.js';
import { csv, ENV, HEADING, row, testFolder } from './support/files.js';

const file = testFolder();
const example = (name: string): string =>
  fileURLToPath(new URL(`../../examples/backfill/${name}`, import.meta.url));

const validate = (...args: string[]): ReturnType<typeof idmpInProcess> =>
  idmpInProcess(['validate', ...args], ENV);

describe('idmp validate', () => {
  it('says of each product of a CSV file whether it is valid', async () => {
    const bad = { 'names.country': 'Netherlands', 'ingredients.strength.value': '2;5' };
    const path = file('portfolio.csv', csv(HEADING, row('A'), row('B', bad), 'urn:x,C'));
    const { code, stdout, stderr } = await validate(path);
    expect(code).toBe(2);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line): unknown => JSON.parse(line)),
    ).toEqual([
      { line: 2, valid: true, edition: '2026-05', kind: 'phpid', issues: [] },
      {
        line: 3,
        valid: false,
        edition: '2026-05',
        kind: 'phpid',
        issues: [
          expect.objectContaining({ expression: ['product.names[0].country'] }),
          expect.objectContaining({ expression: ['product.ingredients[0].strength.value'] }),
        ],
      },
      {
        line: 4,
        valid: false,
        issues: [
          {
            severity: 'error',
            code: 'structure',
            text: 'has 2 cells for 10 headings',
            expression: [],
          },
        ],
      },
    ]);
    expect(stderr).toContain(`${path}:3: ingredients.strength.value: must be a number`);
    expect(stderr).toContain(`${path}: 1 valid, 2 invalid`);
  });

  it('takes a column map and decimal commas', async () => {
    const options = ['--columns', example('german-columns.json'), '--decimal-comma'];
    const { code, stderr } = await validate(example('german.csv'), ...options);
    expect(code).toBe(0);
    expect(stderr).toContain('Ignored columns (not in the column map): Vertriebsweg');
  });

  it.each(['portfolio.csv', 'portfolio.ndjson'])(
    'finds the example %s valid in each edition',
    async (name) => {
      for (const edition of EDITION_NAMES) {
        expect(await validate(example(name), '--edition', edition)).toMatchObject({ code: 0 });
      }
    },
  );

  it('says what is wrong with a file as a whole', async () => {
    const path = file('prices.csv', csv(`${HEADING},price`, `${row('A')},7`));
    const { code, stdout, stderr } = await validate(path);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`${path}:1: unknown heading "price"`);
  });
});

describe('a dry run', () => {
  async function ended(path: string): Promise<{ code: number | null; stdout: string; stderr: string }> {
    const process = run('test/rows/support/dry-run-process.ts', [path], ENV);
    const { code } = await process.ended;
    return { code, stdout: process.stdout(), stderr: process.stderr() };
  }

  it('prints what it found, and where the bad rows are', async () => {
    const path = file('dry.csv', csv(HEADING, row('A'), row('B', { documents: '' })));
    const { code, stdout, stderr } = await ended(path);
    const badRows = path.replace('.csv', '.bad.csv');
    expect(JSON.parse(stdout)).toEqual({ file: path, products: 2, rows: 2, valid: 1, invalid: 1, badRows });
    expect(code).toBe(2);
    expect(stderr).toContain(`${path}:3: documents: `);
    expect(readFileSync(badRows, 'utf8')).toContain('line 3, documents: ');
  });

  it('notes the requests that are in the file twice', async () => {
    const line = JSON.stringify(aProduct());
    const path = file('twice.ndjson', [line, line, JSON.stringify(aProduct('TEST-2')), line].join('\n'));
    const { code, stdout, stderr } = await ended(path);
    const found = { file: path, requests: 4, rows: 4, valid: 4, invalid: 0, badRows: null };
    expect(JSON.parse(stdout)).toEqual(found);
    expect(code).toBe(0);
    expect(stderr).toContain('2 of the valid requests are repeated');
  });

  it('shows the first problems, and counts the others', async () => {
    const rows = Array.from({ length: 25 }, (_, index) => row(`P-${index}`, { documents: '' }));
    const { stderr } = await ended(file('many.csv', csv(HEADING, ...rows)));
    expect(stderr.match(/^\S+many\.csv:\d+: documents: /gm)).toHaveLength(20);
    expect(stderr).toContain('… and 5 more');
  });
});
