import lockfile from 'proper-lockfile';
import type { OnProgress } from './executable.js';

/** Age at which an untouched lock belongs to a dead holder. Its heartbeat comes every {@link HEARTBEAT_MS}. */
const STALE_MS = 15_000;
const HEARTBEAT_MS = 3_000;
const TRY_AGAIN_MS = 500;
const SAY_SO_AGAIN_MS = 15_000;

/** Lock file, with the texts for messages. */
export interface Lock {
  readonly path: string;
  /** Work of the holder, such as `Temporal CLI`. */
  readonly what: string;
  readonly onProgress: OnProgress;
}

/**
 * Runs `work` while no other process holds the same lock. Waits as long as the holder lives: it may
 * be building for minutes, and a killed one's lock is taken over after {@link STALE_MS}.
 */
export async function withLock<T>(lock: Lock, work: () => Promise<T>): Promise<T> {
  const release = await acquire(lock);
  try {
    return await work();
  } finally {
    // A lock lost meanwhile (a laptop that slept) cannot be released, and that does no harm.
    await release().catch(() => undefined);
  }
}

async function acquire({ path, what, onProgress }: Lock): Promise<() => Promise<void>> {
  const started = Date.now();
  let saySoAt = started;
  for (;;) {
    try {
      return await lockfile.lock(path, {
        lockfilePath: path,
        realpath: false,
        stale: STALE_MS,
        update: HEARTBEAT_MS,
        // The default throws out of a timer. The work continues instead: two at once waste time, but do no harm.
        onCompromised: () => undefined,
      });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ELOCKED') throw error;
    }
    if (Date.now() >= saySoAt) {
      const waited = Math.round((Date.now() - started) / 1000);
      onProgress(`Waiting for another process that is fetching the ${what} (${waited} s)`);
      saySoAt += SAY_SO_AGAIN_MS;
    }
    await new Promise((wake) => setTimeout(wake, TRY_AGAIN_MS));
  }
}
