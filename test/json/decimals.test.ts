import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  decimal,
  decimalText,
  mayLosePrecision,
  parseJson,
  stringifyJson,
  toPlainNumbers,
} from '../../src/json/decimals.js';

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

  it('remain different from text that looks like them', () => {
    const text = '{"text":"0.50","number":0.50,"both":"is 0.50 mg"}';
    expect(stringifyJson(parseJson(text))).toBe(text);
  });

  it.each(['1.0', ' 1.0 ', '[1,2.50]', '[ -0 ]', '{"a" : 1e3}', '{"a":[{"b":\n\t12345678901234567}]}'])(
    'are noticed in %j',
    (text) => expect(mayLosePrecision(text)).toBe(true),
  );

  it.each(['"urn:uuid:3e4f0001-1.0"', '{"id":"0e10","url":"http://example.org/1.0"}', '[0, 10, 1.05, 100]'])(
    'are not suspected in %j',
    (text) => expect(mayLosePrecision(text)).toBe(false),
  );

  it('return their text, and their number', () => {
    expect(decimalText(decimal('0.50'))).toBe('0.50');
    expect(decimalText(2.5)).toBe('2.5');
    expect(decimalText('0.50')).toBeNull();
    expect(toPlainNumbers({ value: decimal('0.50') })).toEqual({ value: 0.5 });
  });

  it('survive any JSON document unchanged, but for its white space', () => {
    const number = fc.stringMatching(/^-?(0|[1-9][0-9]{0,18})(\.[0-9]{1,18})?([eE][+-]?[0-9]{1,2})?$/);
    const field = fc.oneof(
      number.map((text) => [text, text]),
      number.map((text) => [` \n\t${text} `, text]),
      fc.tuple(number, number).map(([one, other]) => [`[ ${one} ,${other}]`, `[${one},${other}]`]),
      number.map((text) => [`{ "value" :\n  ${text}}`, `{"value":${text}}`]),
      fc.string().map((text) => [JSON.stringify(text), JSON.stringify(text)]),
    );
    fc.assert(
      fc.property(fc.array(field), (fields) => {
        const [read, written] = [0, 1].map((form) => `[${fields.map((each) => each[form]).join(',')}]`);
        expect(stringifyJson(parseJson(read!))).toBe(written);
      }),
    );
  });
});
