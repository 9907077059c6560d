import { chromium } from '../dev/browser/index.js';
import { temporalCli, timeSkippingServer } from '../dev/temporal/index.js';

/** Fetches programs that the tests need, in the background, because that takes minutes on a fresh machine. */
const onProgress = (message: string): boolean => process.stderr.write(`${message}\n`);

const fetched = await Promise.allSettled(
  [temporalCli, timeSkippingServer, chromium].map((find) => find({ onProgress })),
);
// The test that needs a missing program fetches it again, and prints the remedy.
for (const each of fetched) if (each.status === 'rejected') onProgress(String(each.reason));
