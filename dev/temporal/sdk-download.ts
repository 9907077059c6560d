import { readdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa, ExecaError } from 'execa';
import type { OnProgress, Way } from './executable.js';
import { whyItFailed } from './run.js';

const DOWNLOADER = fileURLToPath(new URL('./sdk-downloader.js', import.meta.url));
const WATCH_MS = 1_000;
const TICK_MS = 15_000;

/** Program that the SDK can download. */
export interface SdkDownload {
  readonly what: 'cli' | 'test-server';
  /** Name in messages. */
  readonly title: string;
  readonly version: string;
  /**
   * Time limit without a byte, because the SDK waits without end if a firewall drops its packets.
   * Default: 30 seconds. Where the host's name is unknown, it fails at once by itself.
   */
  readonly stallMs?: number;
}

/** The Temporal SDK's own download, from temporal.download. */
export function sdkDownload({ what, title, version, stallMs = 30_000 }: SdkDownload): Way {
  return {
    name: 'download by the Temporal SDK',
    async fetch({ staging, file, env, onProgress }) {
      const doing = `Downloading the ${title} ${version} from temporal.download`;
      onProgress(doing);
      const stalled = new AbortController();
      const unwatch = watch(staging, stallMs, doing, onProgress, () => stalled.abort());
      try {
        await execa(process.execPath, [DOWNLOADER, what, staging, `v${version}`], {
          env: { ...env, NODE_OPTIONS: '' },
          extendEnv: false,
          all: true,
          stdin: 'pipe',
          cancelSignal: stalled.signal,
        });
      } catch (error) {
        // The download may be complete although its start was too slow for the SDK, so the file is verified.
        if (!(await downloaded(staging))) {
          const stall = error instanceof ExecaError && error.isCanceled;
          throw new Error(stall ? `nothing came for ${stallMs / 1000} s` : whyItFailed(error), {
            cause: error,
          });
        }
      } finally {
        unwatch();
      }
      const name = await downloaded(staging);
      if (!name) throw new Error('the SDK left no executable in its download folder');
      await rename(join(staging, name), join(staging, file));
    },
  };
}

/** Name of the SDK's whole download in the folder; while under way it has a suffix. */
async function downloaded(folder: string): Promise<string | undefined> {
  const names = await readdir(folder);
  return names.find((name) => !name.endsWith('.downloading'));
}

/** Calls `onStall` once the folder has not grown for `stallMs`, and tells how much is there every 15 seconds. */
function watch(
  folder: string,
  stallMs: number,
  doing: string,
  onProgress: OnProgress,
  onStall: () => void,
): () => void {
  let bytes = 0;
  let grewAt = Date.now();
  const look = async (): Promise<void> => {
    const now = await sizeOf(folder);
    if (now > bytes) grewAt = Date.now();
    bytes = now;
    if (Date.now() - grewAt >= stallMs) onStall();
  };
  const watching = setInterval(() => void look(), Math.min(WATCH_MS, stallMs));
  const ticking = setInterval(() => onProgress(`${doing}: ${Math.round(bytes / 1e6)} MB so far`), TICK_MS);
  return () => {
    clearInterval(watching);
    clearInterval(ticking);
  };
}

async function sizeOf(folder: string): Promise<number> {
  let bytes = 0;
  for (const name of await readdir(folder).catch(() => [])) {
    // A file may be renamed between the two looks.
    bytes += (await stat(join(folder, name)).catch(() => null))?.size ?? 0;
  }
  return bytes;
}
