import { describe, expect, it } from '@jest/globals';
import { duration, grouped } from '../../src/commands/terminal/progress-bar.js';

describe('progress tells', () => {
  it.each([
    [-1, '0 s'],
    [0.4, '0 s'],
    [20, '20 s'],
    [89, '89 s'],
    [90, '2 min'],
    [3_600, '60 min'],
    [4_380, '73 min'],
    [7_380, '2 h 3 min'],
    [48 * 3_600, '2 days'],
  ])('%s seconds as %s', (seconds, text) => expect(duration(seconds)).toBe(text));

  it('large numbers in groups', () => expect(grouped(100_000)).toBe('100,000'));
});
