import { describe, expect, it } from '@jest/globals';
import { Arrivals, type Rate } from '../../sandbox/http/arrivals.js';

function rateOf(...times: number[]): Rate {
  const arrivals = new Arrivals();
  times.forEach((at) => arrivals.add(at));
  return arrivals.rate();
}

const every = (gapMs: number, count: number, from = 0): number[] =>
  Array.from({ length: count }, (_, index) => from + index * gapMs);

describe('the rate of requests', () => {
  it('is nothing where none came', () => {
    expect(rateOf()).toEqual({ requests: 0, busiestSecond: 0, busiestTenSeconds: 0 });
  });

  it('is that of the fullest window, wherever it begins', () => {
    expect(rateOf(0, 999, 1000, 1001, 1998)).toEqual({
      requests: 5,
      busiestSecond: 4,
      busiestTenSeconds: 5,
    });
    expect(rateOf(500, 600, 700, 5_000, 14_000, 15_000)).toMatchObject({
      busiestSecond: 3,
      busiestTenSeconds: 4,
    });
  });

  it('does not count in a window what came when it was over', () => {
    expect(rateOf(...every(1_000, 30))).toEqual({ requests: 30, busiestSecond: 1, busiestTenSeconds: 10 });
  });

  it('remembers the fullest windows however much comes later', () => {
    const rate = rateOf(...every(1, 50), ...every(20, 20_000, 60_000));
    expect(rate).toEqual({ requests: 20_050, busiestSecond: 50, busiestTenSeconds: 500 });
  });

  it('begins anew when it is cleared', () => {
    const arrivals = new Arrivals();
    every(1, 5).forEach((at) => arrivals.add(at));
    arrivals.clear();
    arrivals.add(10);
    expect(arrivals.rate()).toEqual({ requests: 1, busiestSecond: 1, busiestTenSeconds: 1 });
  });
});
