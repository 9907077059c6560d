import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { withBrowser } from '../dev/browser/index.js';
import { desk } from './screenshots/desk.js';
import type { Picture, Scene } from './screenshots/scene.js';
import { webUi } from './screenshots/web-ui.js';

/** Scenes of the documentation's pictures. */
const SCENES: readonly Scene[] = [desk, webUi];

const FOLDER = fileURLToPath(new URL('../docs/images/', import.meta.url));

const wanted = process.argv.slice(2);
const isWanted = (name: string): boolean => wanted.length === 0 || wanted.includes(name);

async function takeAll(browser: Browser, { prepare }: Scene): Promise<void> {
  const stage = await prepare();
  try {
    for (const picture of stage.pictures) if (isWanted(picture.name)) await take(browser, picture);
  } finally {
    await stage.close();
  }
}

async function take(browser: Browser, { name, viewport, url, arrange }: Picture): Promise<void> {
  const page = await browser.newPage({ viewport, colorScheme: 'light', locale: 'en-GB' });
  await page.goto(url);
  await arrange(page);
  await page.screenshot({ path: `${FOLDER}${name}.png` });
  await page.close();
  process.stderr.write(`docs/images/${name}.png\n`);
}

const known = SCENES.flatMap(({ names }) => names);
const unknown = wanted.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`There is no picture ${unknown.join(', ')}; there are: ${known.join(', ')}\n`);
  process.exitCode = 2;
} else {
  await withBrowser(async (browser) => {
    for (const scene of SCENES) if (scene.names.some(isWanted)) await takeAll(browser, scene);
  });
}
