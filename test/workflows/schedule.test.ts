import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { waitMs } from '../../src/workflows/schedule.js';

const DOUBLING = { initialSeconds: 4, factor: 2, maximumSeconds: 1024, deadlineSeconds: 7_776_000 };

const schedule = fc.record({
  initialSeconds: fc.double({ min: 0.05, max: 86_400, noNaN: true }),
  factor: fc.double({ min: 1, max: 10, noNaN: true }),
  maximumSeconds: fc.double({ min: 0.05, max: 86_400, noNaN: true }),
  deadlineSeconds: fc.constant(7_776_000),
});
const waits = fc.nat({ max: 10_000 });
const chance = fc.double({ min: 0, max: 1, noNaN: true });

describe('the waits of a polling schedule', () => {
  it('double from 4 s to 1024 s and stay there (guide 2025-01, phpIdRequest step 4)', () => {
    const seconds = Array.from({ length: 11 }, (_, passed) => waitMs(DOUBLING, passed, 0) / 1000);
    expect(seconds).toEqual([4, 8, 16, 32, 64, 128, 256, 512, 1024, 1024, 1024]);
  });

  it('stay equal with a factor of 1', () => {
    const daily = { ...DOUBLING, initialSeconds: 86_400, factor: 1, maximumSeconds: 86_400 };
    expect([0, 1, 50].map((passed) => waitMs(daily, passed, 0))).toEqual([
      86_400_000, 86_400_000, 86_400_000,
    ]);
  });

  it('begin with the maximum where the first wait would exceed it', () => {
    expect(waitMs({ ...DOUBLING, initialSeconds: 2_000 }, 0, 0)).toBe(1_024_000);
  });

  it('are finite after any number of polls', () => {
    expect(waitMs(DOUBLING, 100_000, 0)).toBe(1_024_000);
  });

  it('differ by chance, so that requests that start together drift apart', () => {
    expect([0, 0.5, 1].map((each) => waitMs(DOUBLING, 20, each))).toEqual([1_024_000, 998_400, 972_800]);
  });

  it('are never longer than the schedule says, and at most 5 % shorter', () => {
    fc.assert(
      fc.property(schedule, waits, chance, (polling, passed, luck) => {
        const longest = waitMs(polling, passed, 0);
        const wait = waitMs(polling, passed, luck);
        expect(longest).toBeLessThanOrEqual(Math.round(polling.maximumSeconds * 1000));
        expect(wait).toBeLessThanOrEqual(longest);
        expect(wait).toBeGreaterThanOrEqual(longest * 0.95 - 1);
      }),
    );
  });

  it('never become shorter from one to the next', () => {
    fc.assert(
      fc.property(schedule, fc.nat({ max: 1_000 }), (polling, passed) => {
        expect(waitMs(polling, passed + 1, 0)).toBeGreaterThanOrEqual(waitMs(polling, passed, 0));
      }),
    );
  });
});
