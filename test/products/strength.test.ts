import { describe, expect, it } from '@jest/globals';
import { decimal } from '../../src/json/decimals.js';
import type { StrengthInput } from '../../src/contract/index.js';
import { editionNamed } from '../../src/editions/index.js';
import { createStrength } from '../../src/products/strength.js';

const strength = (input: StrengthInput): ReturnType<typeof createStrength> =>
  createStrength(input, editionNamed('2026-05'));

const mg = (value: number): object => ({
  value,
  unit: 'mg',
  system: 'http://unitsofmeasure.org',
  code: 'mg',
});
const mL = (value: number): object => ({
  value,
  unit: 'mL',
  system: 'http://unitsofmeasure.org',
  code: 'mL',
});

describe('a strength', () => {
  it('of one amount is a presentationQuantity, repeated as text', () => {
    expect(strength({ value: 5, unit: 'mg' })).toEqual({
      presentationQuantity: mg(5),
      textPresentation: '5 mg',
    });
  });

  it('per something is a presentationRatio, repeated as text', () => {
    expect(strength({ value: 5, unit: 'mg', per: { value: 10, unit: 'mL' } })).toEqual({
      presentationRatio: { numerator: mg(5), denominator: mL(10) },
      textPresentation: '5 mg/10 mL',
    });
  });

  it.each([1, '1'])('per one (%j) of something says so in short', (value) => {
    expect(strength({ value: 5, unit: 'mg', per: { value, unit: 'mL' } }).textPresentation).toBe('5 mg/mL');
  });

  it('keeps the precision of a text amount, in its value and in its text', () => {
    expect(strength({ value: '0.50', unit: 'mg' })).toEqual({
      presentationQuantity: mg(decimal('0.50')),
      textPresentation: '0.50 mg',
    });
  });

  it('has the text that was given beside the amount, rather than its own', () => {
    expect(strength({ value: 5, unit: 'mg', text: '5 mg a tablet' })).toEqual({
      presentationQuantity: mg(5),
      textPresentation: '5 mg a tablet',
    });
  });

  it.each([['q.s.'], [{ text: 'q.s.' }]])('of text alone (%j) is a textPresentation alone', (input) => {
    expect(strength(input)).toEqual({ textPresentation: 'q.s.' });
  });
});
