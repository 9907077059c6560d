import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { withBrowser } from '../dev/browser/index.js';
import { deskShot } from './screenshots/desk.js';
import type { Shot } from './screenshots/shot.js';

/** The pictures of the documentation. One more is one more line here. */
const SHOTS: readonly Shot[] = [deskShot];

const FOLDER = fileURLToPath(new URL('../docs/images/', import.meta.url));

async function take(browser: Browser, { name, viewport, prepare }: Shot): Promise<void> {
  const stage = await prepare();
  try {
    const page = await browser.newPage({ viewport, colorScheme: 'light', locale: 'en-GB' });
    await page.goto(stage.url);
    await stage.arrange(page);
    await page.screenshot({ path: `${FOLDER}${name}.png` });
    process.stderr.write(`docs/images/${name}.png\n`);
  } finally {
    await stage.close();
  }
}

const names = process.argv.slice(2);
const unknown = names.filter((name) => !SHOTS.some((shot) => shot.name === name));
if (unknown.length > 0) {
  const known = SHOTS.map(({ name }) => name).join(', ');
  process.stderr.write(`There is no picture ${unknown.join(', ')}; there are: ${known}\n`);
  process.exitCode = 2;
} else {
  await withBrowser(async (browser) => {
    for (const shot of SHOTS) if (names.length === 0 || names.includes(shot.name)) await take(browser, shot);
  });
}
