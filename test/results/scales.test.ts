import { describe, expect, it } from '@jest/globals';
import { chooseCountTicks } from '../../src/results/report/count-scale.js';
import { formatDuration, buildHistogram } from '../../src/results/report/durations.js';
import { cumulate, Numbers, quantile } from '../../src/results/report/numbers.js';
import { formatMoment, chooseTimeTicks } from '../../src/results/report/time-scale.js';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const DAY = 24 * HOUR;
const BEGIN = Date.UTC(2026, 10, 30, 22, 17, 3);

const labels = (from: number, span: number): string[] =>
  chooseTimeTicks(from, from + span, 8).map(({ label, below }) => [label, below].filter(Boolean).join(' | '));

describe('ticks of counts', () => {
  it.each([
    [0, [0, 1]],
    [1, [0, 1]],
    [3, [0, 1, 2, 3]],
    [7, [0, 2, 4, 6, 8]],
    [2_000, [0, 500, 1_000, 1_500, 2_000]],
    [100_000, [0, 20_000, 40_000, 60_000, 80_000, 100_000]],
  ])('up to %d are whole and round', (largest, ticks) => expect(chooseCountTicks(largest)).toEqual(ticks));
});

describe('ticks of time', () => {
  it('within a minute have seconds, and the day at the first', () => {
    expect(labels(BEGIN, 12 * SECOND)).toEqual([
      '22:17:04 | 30 Nov 2026',
      ...['22:17:06', '22:17:08', '22:17:10', '22:17:12', '22:17:14'],
    ]);
  });

  it('of hours name the new day where it begins', () => {
    expect(labels(BEGIN, 6 * HOUR)).toEqual([
      ...['23:00 | 30 Nov 2026', '00:00 | 1 Dec 2026', '01:00', '02:00', '03:00', '04:00'],
    ]);
  });

  it('of days and weeks are days, weeks begin on Mondays, and the new year is named', () => {
    expect(labels(BEGIN, 5 * DAY)).toEqual(['1 Dec | 2026', '2 Dec', '3 Dec', '4 Dec', '5 Dec']);
    expect(labels(BEGIN, 40 * DAY)).toEqual([
      ...['7 Dec | 2026', '14 Dec', '21 Dec', '28 Dec', '4 Jan | 2027'],
    ]);
  });

  it('of months are their first days', () => {
    expect(labels(BEGIN, 150 * DAY)).toEqual(['Dec | 2026', 'Jan | 2027', 'Feb', 'Mar', 'Apr']);
    expect(chooseTimeTicks(BEGIN, BEGIN + 150 * DAY, 8)[0]!.at).toBe(Date.UTC(2026, 11, 1));
  });

  it.each(
    [1, 7, 30, 100, 3_600, 50_000, 200_000, 1e6, 1e7, 3e7, 1e8, 1e9].flatMap((seconds) =>
      [0, 1, 86_399].map((later) => [seconds, later]),
    ),
  )('lie within a span of %d s, at most eight, ascending (%d s later)', (seconds, later) => {
    const [from, to] = [BEGIN + later * SECOND, BEGIN + (later + seconds) * SECOND];
    const times = chooseTimeTicks(from, to, 8).map(({ at }) => at);
    expect(times.length).toBeGreaterThan(0);
    expect(times.length).toBeLessThanOrEqual(8);
    expect(times).toEqual([...times].sort((a, b) => a - b).filter((at) => at >= from && at <= to));
  });

  it('a moment is written in UTC', () => expect(formatMoment(BEGIN)).toBe('30 Nov 2026, 22:17'));
});

describe('time spans', () => {
  it.each([
    [0, '0'],
    [0.4, 'less than 1 s'],
    [12.4, '12 s'],
    [60, '1 min'],
    [150, '2 min 30 s'],
    [3_599.7, '1 h'],
    [12_000, '3 h 20 min'],
    [86_399, '1 d'],
    [4.25 * 86_400, '4 d 6 h'],
    [90 * 86_400, '90 d'],
  ])('%d s is %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text));

  it('fall into classes of a round width, twenty at most', () => {
    const days = Float64Array.from({ length: 1_000 }, (_, index) => (index / 1_000) * 30 * 86_400);
    const { width, counts, longer } = buildHistogram(days);
    expect(width).toBe(2 * 86_400);
    expect(counts.length).toBeLessThanOrEqual(20);
    expect(counts.reduce((sum, count) => sum + count, longer)).toBe(1_000);
  });

  it('that are much longer than the others are apart', () => {
    const spans = Float64Array.from([...Array.from({ length: 200 }, () => 60), 80 * 86_400]);
    expect(buildHistogram(spans)).toMatchObject({ longer: 1 });
  });

  it.each([[[0]], [[5]], [[0.2, 0.3]], [[1e9]]])('need not be many: %j', (spans) => {
    const { counts, longer } = buildHistogram(Float64Array.from(spans));
    expect(counts.length).toBeLessThanOrEqual(20);
    expect(counts.reduce((sum, count) => sum + count, longer)).toBe(spans.length);
  });
});

describe('numbers', () => {
  it('are kept and sorted, however many', () => {
    const numbers = new Numbers();
    for (let value = 5_000; value > 0; value -= 1) numbers.add(value);
    expect([...numbers.sorted()]).toEqual(Array.from({ length: 5_000 }, (_, index) => index + 1));
    expect(quantile(numbers.sorted(), 0.5)).toBe(2_500);
    expect(quantile(numbers.sorted(), 0.9)).toBe(4_500);
    expect(cumulate(numbers.sorted(), [0, 10.5, Infinity])).toEqual([0, 10, 5_000]);
  });
});
