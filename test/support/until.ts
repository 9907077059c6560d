import { setTimeout as delay } from 'node:timers/promises';

/** Waits until `holds` returns true. Errors before count as false. Fails after a minute by default. */
export async function until(
  holds: () => Promise<boolean>,
  what = 'the condition',
  patienceMs = 60_000,
): Promise<void> {
  const end = Date.now() + patienceMs;
  while (Date.now() < end) {
    if (await holds().catch(() => false)) return;
    await delay(100);
  }
  throw new Error(`${what} did not come true within ${patienceMs / 1000} s`);
}
