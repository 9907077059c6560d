import { chromium as playwright, type Browser } from 'playwright-core';
import type { FindOptions } from '../temporal/find.js';
import { chromium } from './chromium.js';

export { chromium } from './chromium.js';

/**
 * Starts a headless Chromium, which is found or fetched first. The caller closes it.
 *
 * @throws `ExecutablePathError`, `ExecutableUnavailableError`
 */
export async function launchBrowser(options: FindOptions = {}): Promise<Browser> {
  const executablePath = await chromium(options);
  // Chromium's own sandbox does not work for root.
  return await playwright.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 });
}

/** Runs `work` with a headless Chromium that is closed afterwards; errors as of {@link launchBrowser}. */
export async function withBrowser<T>(work: (browser: Browser) => Promise<T>): Promise<T> {
  const browser = await launchBrowser();
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}
