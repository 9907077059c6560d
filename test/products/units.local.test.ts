import { execFile } from 'node:child_process';
import { decimal } from '../../src/json/decimals.js';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { editionNamed } from '../../src/editions/index.js';
import { createQuantity } from '../../src/products/units.js';

const UCUM = 'http://unitsofmeasure.org';

const codingOf = (unit: string, edition: '2025-01' | '2025-03' | '2026-05' = '2026-05'): unknown => {
  const { system, code } = createQuantity({ value: 1, unit }, editionNamed(edition));
  return system === undefined && code === undefined ? null : [system, code];
};

describe('a unit of UCUM', () => {
  it.each(['mg', 'mL', 'ml', 'L', 'g', 'ug', 'mg/mL', '%', 'mmol/L', '[iU]', 'MBq', 'meq', 'mg/{tablet}'])(
    '%s is coded unchanged',
    (unit) => expect(codingOf(unit)).toEqual([UCUM, unit]),
  );

  it.each([
    ['mcg', 'ug'],
    ['\u00b5g', 'ug'],
    ['\u03bcg', 'ug'],
    ['IU/mL', '[iU]/mL'],
    ['mEq', 'meq'],
  ])('%s, as pharmacists write it, is coded %s', (unit, code) => {
    expect(codingOf(unit)).toEqual([UCUM, code]);
  });

  it('keeps the text that was given', () => {
    expect(createQuantity({ value: '2.50', unit: 'mcg' }, editionNamed('2026-05'))).toEqual({
      value: decimal('2.50'),
      unit: 'mcg',
      system: UCUM,
      code: 'ug',
    });
  });
});

describe("a unit of the edition's own", () => {
  it.each(['2025-01', '2025-03'] as const)('IU is the only one in %s', (edition) => {
    expect(codingOf('IU', edition)).toEqual(['http://who-umc.org/idmp/CodeSystem/strengthUnit', 'IU']);
    expect(codingOf('DF', edition)).toBeNull();
  });

  it.each([
    'DF',
    'q.s.',
    'units',
    'units/L',
    'units/g',
    'units/mL',
    'Infec unit',
    'Infec unit/mL',
    'LD50',
    'OU',
    'Viabl unit',
    'genome',
    'genome/mL',
  ])('%s is one in 2026-05', (unit) => {
    expect(codingOf(unit)).toEqual(['http://umcterminologies.org/CodeSystem/strength-unit', unit]);
  });

  it('IU is UCUM in 2026-05, whose own list has it no more', () => {
    expect(codingOf('IU')).toEqual([UCUM, '[iU]']);
  });
});

describe('a unit without a code', () => {
  it.each(['tablet', 'capsule', 'vial', 'drop', 'puff', 'sachet', 'patch', 'mg/tablet', 'CFU'])(
    '%s stays text',
    (unit) => expect(createQuantity({ value: 1, unit }, editionNamed('2026-05'))).toEqual({ value: 1, unit }),
  );

  it.each(['constructor', 'toString', '__proto__', 'valueOf'])(
    '%s, a word of JavaScript, stays text',
    (unit) => expect(codingOf(unit)).toBeNull(),
  );

  it.each(['g/100 mL', 'mg per tablet', '1 mL', ' '])('"%s", with a blank, stays text', (unit) => {
    expect(codingOf(unit)).toBeNull();
  });

  it.each(['MG', 'Mg', 'MG/ML', 'mg/ML', 'G', 'ML', 'Mmol', 'Meq'])(
    '%s, small to its writer and huge in UCUM, stays text',
    (unit) => expect(codingOf(unit)).toBeNull(),
  );

  it('is nothing to print about: stdout carries results alone', async () => {
    const script = `
      import { createQuantity } from './src/products/units.ts';
      import { editionNamed } from './src/editions/index.ts';
      process.stderr.write(JSON.stringify(createQuantity({ value: 1, unit: 'g/100 mL' }, editionNamed('2026-05'))));
    `;
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [
      ...['--import', 'tsx', '--input-type=module', '--eval', script],
    ]);
    expect(stderr).toContain('"unit":"g/100 mL"');
    expect(stdout).toBe('');
  });
});
