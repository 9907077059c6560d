import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { openRows } from '../../src/rows/index.js';
import { badRowsOf, csv, HEADING, problemsIn, row, rowsOf, testFolder } from './support/files.js';
import { xlsx, type SheetCell } from './support/xlsx.js';

const file = testFolder();

const STRENGTH = HEADING.split(',').indexOf('ingredients.strength.value');

function sheetRow(value: string, strength: SheetCell): SheetCell[] {
  return row(value)
    .split(',')
    .map((cell, index) => (index === STRENGTH ? strength : cell));
}

describe('an Excel file', () => {
  it('is read as a CSV file is, with numbers as Excel has them', async () => {
    const path = file(
      'sheet.xlsx',
      xlsx([null, HEADING.split(','), sheetRow('A', 2.5), null, sheetRow('B', '2.50')]),
    );
    const text = file('sheet.csv', csv(HEADING, row('A', { 'ingredients.strength.value': '2.5' }), row('B')));
    const rows = await rowsOf(path);
    expect(rows.map(({ request }) => request)).toEqual((await rowsOf(text)).map(({ request }) => request));
    expect(rows.map(({ lines }) => lines)).toEqual([[3], [5]]);
  });

  it('may have decimal commas in its texts; its numbers are read all the same', async () => {
    const path = file('comma.xlsx', xlsx([HEADING.split(','), sheetRow('A', 2.5), sheetRow('B', '2,50')]));
    const rows = await rowsOf(path, { decimalComma: true });
    expect(rows.flatMap(({ problems }) => problems)).toEqual([]);
    expect(rows.map(({ request }) => request)).toMatchObject(
      ['2.5', '2.50'].map((value) => ({ product: { ingredients: [{ strength: { value } }] } })),
    );
  });

  it('names cells that Excel converted, because their original text is lost', async () => {
    const path = file(
      'dates.xlsx',
      xlsx([HEADING.split(','), sheetRow('A', { date: 46000 }), sheetRow('B', true)]),
    );
    expect(await problemsIn(path)).toEqual([
      '2: ingredients.strength.value: was converted to a date by Excel. Format the cell as text, and type the value again',
      '3: ingredients.strength.value: was converted to TRUE or FALSE by Excel. Format the cell as text, and type the value again',
    ]);
  });

  it('has its bad rows in a CSV file that Excel opens', async () => {
    const path = file('bad.xlsx', xlsx([HEADING.split(','), sheetRow('Å', 'much')]));
    const bad = (await badRowsOf(path)) as string;
    expect(bad).toMatch(/\.bad\.csv$/);
    const content = readFileSync(bad, 'utf8');
    expect(content.startsWith('\uFEFFidentifier.system,')).toBe(true);
    expect(content).toContain('"line 2, ingredients.strength.value: must be a number');
  });

  it('that is none says so', async () => {
    await expect(openRows(file('none.xlsx', 'PK no'))).rejects.toThrow('as an Excel file');
    await expect(openRows(file('empty.xlsx', xlsx([])))).rejects.toThrow('the first sheet of');
    await expect(openRows('/nowhere/sheet.xlsx')).rejects.toThrow('it does not exist');
  });
});
