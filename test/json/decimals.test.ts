import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decimal, decimalText, parseJson, stringifyJson, withPlainNumbers } from '../../src/json/decimals.js';

describe('decimals in JSON', () => {
  it.each([
    '0.50',
    '2.500',
    '1.0',
    '100.00',
    '0.00000001000',
    '1e5',
    '1E-7',
    '12345678901234567890.5',
    '-0',
    '-0.0',
    '3',
  ])('%s is written as it was read', (text) =>
    expect(stringifyJson(parseJson(`{"value":${text}}`))).toBe(`{"value":${text}}`),
  );

  it('are numbers where nothing is lost', () => {
    expect(parseJson('[1, 2.5, -3, 0, 0.001]')).toEqual([1, 2.5, -3, 0, 0.001]);
  });

  it('stay apart from text that looks like them', () => {
    const text = '{"text":"0.50","number":0.50,"both":"is 0.50 mg"}';
    expect(stringifyJson(parseJson(text))).toBe(text);
  });

  it('give their text, and their number, to those who ask', () => {
    expect(decimalText(decimal('0.50'))).toBe('0.50');
    expect(decimalText(2.5)).toBe('2.5');
    expect(decimalText('0.50')).toBeNull();
    expect(withPlainNumbers({ value: decimal('0.50') })).toEqual({ value: 0.5 });
  });

  it('survive any JSON document unchanged', () => {
    const number = fc.stringMatching(/^-?(0|[1-9][0-9]{0,18})(\.[0-9]{1,18})?([eE][+-]?[0-9]{1,2})?$/);
    const document = fc.dictionary(
      fc.string(),
      fc.oneof(
        number,
        fc.string().map((text) => JSON.stringify(text)),
      ),
    );
    fc.assert(
      fc.property(document, (fields) => {
        const keys = Object.keys(fields).filter((key) => key !== '__proto__');
        const text = `{${keys.map((key) => `${JSON.stringify(key)}:${fields[key]}`).join(',')}}`;
        const read = stringifyJson(parseJson(text));
        expect(sorted(read)).toEqual(sorted(text));
      }),
    );
  });
});

/** Keys that look like array indices are moved to the front by JavaScript; their order carries nothing. */
function sorted(text: string): string[] {
  return text.slice(1, -1).split(',').sort();
}
