import { setTimeout as delay } from 'node:timers/promises';
import type { FaultSystem } from './fault-system.js';
import type { Luck } from './luck.js';
import { PARTS } from './parts.js';

/** Times that a part runs before a kill, and stays away after it: three parts make a kill every few seconds. */
const RUNS_SECONDS = [3, 12] as const;
const AWAY_SECONDS = [0.2, 4] as const;

/**
 * Kills parts and restarts them until the time is up; afterwards all of them run. Each has its own times, so that
 * sometimes two or all are away at once.
 *
 * @returns number of kills of each part
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
