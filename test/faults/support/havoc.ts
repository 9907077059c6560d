import { setTimeout as delay } from 'node:timers/promises';
import type { FaultSystem } from './fault-system.js';
import type { Luck } from './luck.js';
import { PARTS } from './parts.js';

/** A part runs so long before it is killed, and stays away so long: three parts make a kill every few seconds. */
const RUNS_SECONDS = [3, 12] as const;
const AWAY_SECONDS = [0.2, 4] as const;

/**
 * Kills parts and has them back until the time is up; all of them run afterwards. Each goes its own way, so that
 * sometimes two are away at once, or all.
 *
 * @returns how often each was killed
 */
export async function wreakHavoc(
  system: FaultSystem,
  luck: Luck,
  end: number,
): Promise<Record<string, number>> {
  const kills = Object.fromEntries(PARTS.map((part) => [part, 0]));
  const lucks = PARTS.map(() => luck.split());
  await Promise.all(
    PARTS.map(async (part, index) => {
      const own = lucks[index]!;
      for (;;) {
        await delay(own.between(...RUNS_SECONDS) * 1000);
        if (Date.now() >= end) return;
        await system.kill(part);
        kills[part]! += 1;
        await delay(own.between(...AWAY_SECONDS) * 1000);
        await system.restart(part);
      }
    }),
  );
  return kills;
}
