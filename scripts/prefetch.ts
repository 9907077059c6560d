import { chromium } from '../dev/browser/index.js';
import { temporalCli, timeSkippingServer } from '../dev/temporal/index.js';

/** Fetches what the tests would fetch themselves, which takes minutes on a fresh machine, while something else is done. */
const onProgress = (message: string): boolean => process.stderr.write(`${message}\n`);

const fetched = await Promise.allSettled(
  [temporalCli, timeSkippingServer, chromium].map((find) => find({ onProgress })),
);
// Whoever needs it tries again, and says what is to be done.
for (const each of fetched) if (each.status === 'rejected') onProgress(String(each.reason));
