import { describe, expect, it } from '@jest/globals';
import { DailyNews } from '../../src/activities/daily-news.js';

const HOUR = 3_600_000;

describe('what a service repeats with every answer', () => {
  it('is news once a day', () => {
    const news = new DailyNews();
    const told = [0, 1, 23, 24, 47, 48].map((hour) => news.isNew('It ends.', hour * HOUR));
    expect(told).toEqual([true, false, false, true, false, true]);
  });

  it('is told by its text', () => {
    const news = new DailyNews();
    expect([news.isNew('One', 0), news.isNew('Two', 0), news.isNew('One', 0)]).toEqual([true, true, false]);
  });

  it('does not count as news where it differs each time', () => {
    const news = new DailyNews();
    const told = Array.from({ length: 1_000 }, (_, n) => news.isNew(`It is ${n}`, 0)).filter(Boolean);
    expect(told).toHaveLength(100);
  });
});
