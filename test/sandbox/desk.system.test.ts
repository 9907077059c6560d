import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../dev/browser/index.js';
import { startSandbox, type Sandbox } from '../../sandbox/index.js';
import { control } from '../support/sandbox-control.js';
import { Client } from './support/client.js';
import { changed, type Change } from './support/drafts.js';
import { abortTask, goodGsidTask, goodPhpidTask } from './support/good-tasks.js';

/** In CI a browser is required; elsewhere a machine may not have one. */
const browser = await launchBrowser().catch((error: unknown): Error => {
  if (process.env.CI) throw error;
  return error instanceof Error ? error : new Error(String(error));
});
const [given, reason] = browser instanceof Error ? [describe.skip, `: ${browser.message}`] : [describe, ''];

given(`the desk in a browser${reason}`, () => {
  let sandbox: Sandbox;
  let client: Client;
  let page: Page;
  /** Complaints of the browser: errors in the page's code, violations of its policy. */
  const troubles: string[] = [];

  beforeAll(async () => {
    sandbox = await startSandbox({ pace: 'manual', abortPace: 'manual', abilities: { abort: true } });
    client = new Client(sandbox, '2026-05');
    page = await (browser as Browser).newPage({ viewport: { width: 1366, height: 800 } });
    page.setDefaultTimeout(10_000);
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
  });
  beforeEach(async () => {
    troubles.length = 0;
    // An empty page in between: a page that differs only in its fragment would not be loaded again.
    await page.goto('about:blank');
    await page.goto(sandbox.url);
    await shows('live');
  });
  afterEach(() => expect(troubles).toEqual([]));
  afterAll(async () => {
    await (browser as Browser).close();
    await sandbox.close();
  });

  const submit = async (name: string, ...changes: Change[]): Promise<string> =>
    (
      await client.submit(
        changed(goodPhpidTask('2026-05'), ['contained.0.name.0.productName', name], ...changes),
      )
    ).id;
  const shows = (text: string | RegExp): Promise<void> => page.getByText(text).first().waitFor();
  const row = (name: string) => page.locator('#rows a').filter({ hasText: name });
  const main = () => page.getByRole('main');
  const status = (text: string): Promise<void> =>
    main().getByRole('heading', { level: 2 }).getByText(text).waitFor();
  const open = async (name: string): Promise<void> => {
    await row(name).click();
    await main().getByRole('heading', { name }).waitFor();
  };
  const press = (name: RegExp): Promise<void> => main().getByRole('button', { name }).click();
  const offered = async (): Promise<string[]> =>
    (await main().getByRole('button').allTextContents()).map((text) => text.trim());
  const taskOf = async (id: string) => (await client.read(id)).json;

  it('says what to do where there are no Tasks yet', async () => {
    await shows('No Tasks yet');
    await shows('npm run idmp -- request');
    await shows('It then waits here for you.');
  });

  it('shows a request as it comes, and what a pharmacist asks first', async () => {
    await submit('Quietol', [
      'contained.1.substance.strength.0',
      {
        presentationRatio: {
          numerator: { value: 500, unit: 'mg', system: 'http://unitsofmeasure.org', code: 'mg' },
          denominator: { value: 1, unit: 'tablet', system: 'http://unitsofmeasure.org', code: '{tablet}' },
        },
      },
    ]);
    await open('Quietol');
    await main().getByRole('row', { name: 'Sleepine Active 500 mg per 1 tablet' }).waitFor();
    await main().getByText('✓ The Task follows the rules of edition 2026-05.').waitFor();
    expect(await main().locator('pre').isVisible()).toBe(false);
    await main().getByText('The Task as FHIR').click();
    expect(JSON.parse(await main().locator('pre').innerText())).toMatchObject({ resourceType: 'Task' });
  });

  it('is taken to work and completed; what was published shows', async () => {
    const id = await submit('Calmol');
    await open('Calmol');
    expect(await offered()).toEqual(['Accept a', 'Reject r']);
    await press(/Accept/);
    await status('in-progress');
    expect(await offered()).toEqual(['Complete c', 'Put on hold h', 'Reject r']);
    await press(/Complete/);
    await status('completed');
    expect(await offered()).toEqual([]);
    const level4 = (await taskOf(id)).output?.[0]?.valueReference?.reference?.split('/')[1] ?? '';
    await main().getByText('PhPID, level 4').waitFor();
    await main().getByText(level4, { exact: true }).waitFor();
  });

  it('rejects by keyboard alone, and the requester reads why', async () => {
    const id = await submit('Dozol');
    await row('Dozol').waitFor();
    await page.keyboard.press('j');
    await main().getByRole('heading', { name: 'Dozol' }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('r');
    const dialog = page.getByRole('dialog', { name: 'Reject: Dozol' });
    await dialog.waitFor();
    await page.keyboard.press('Control+Enter');
    await dialog.getByText('Say why: the requester reads it.').waitFor();
    await page.keyboard.type('No c, no a: the strength is missing.');
    await page.keyboard.press('Control+Enter');
    await status('rejected');
    await shows('Dozol is rejected now.');
    expect(await taskOf(id)).toMatchObject({
      status: 'rejected',
      statusReason: { concept: { text: 'No c, no a: the strength is missing.' } },
    });
    await page.keyboard.press('Escape');
    expect(await page.locator('#rows a:focus').textContent()).toContain('Dozol');
  });

  it('takes no key for the open Task from the line of another', async () => {
    const id = await submit('Openol');
    await submit('Otherol');
    await row('Otherol').waitFor();
    await open('Openol');
    await row('Otherol').focus();
    await page.keyboard.press('a');
    await shows('Open this Task first, with Enter.');
    expect((await taskOf(id)).status).toBe('received');
    await page.keyboard.press('Enter');
    await main().getByRole('heading', { name: 'Otherol' }).waitFor();
    await page.keyboard.press('a');
    await status('in-progress');
  });

  it('goes back from a rejection with Escape, and nothing has happened', async () => {
    const id = await submit('Waitol');
    await open('Waitol');
    await press(/Reject/);
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect((await taskOf(id)).status).toBe('received');
  });

  it('refuses one cancellation, with a reason, and grants the next', async () => {
    const id = await submit('Stopol');
    const refused = (await client.submit(abortTask(`Task/${id}`))).id;
    await row('Cancel Stopol?').click();
    await press(/Refuse/);
    await page.keyboard.type('It is half done.');
    await page.getByRole('dialog').getByRole('button', { name: 'Refuse' }).click();
    await status('rejected');
    expect((await taskOf(refused)).statusReason?.concept?.text).toBe('It is half done.');
    expect((await taskOf(id)).status).toBe('received');

    const granted = (await client.submit(abortTask(`Task/${id}`))).id;
    await row('Cancel Stopol?').filter({ hasText: 'received' }).click();
    await main().getByRole('button', { name: /Grant/ }).waitFor();
    await page.keyboard.press('g');
    await status('completed');
    expect((await taskOf(granted)).status).toBe('completed');
    expect((await taskOf(id)).status).toBe('cancelled');
  });

  it('filters, and says how many are left', async () => {
    const gsid = new Client(sandbox, '2025-01');
    await gsid.submit(goodGsidTask('Filterine'));
    await submit('Filterol', ['identifier.0.value', 'RA-777']);
    await row('Filterol').waitFor();
    const only = async (name: string): Promise<void> => {
      await shows(/^1 of \d+ Tasks$/);
      expect(await page.locator('#rows b').allTextContents()).toEqual([name]);
    };
    await page.keyboard.press('/');
    await page.keyboard.type('ra-777 quiet');
    await only('Filterol');
    await page.getByRole('searchbox').fill('');
    await page.getByLabel('Kind').selectOption('GSID');
    await only('Filterine');
    await page.getByLabel('Edition').selectOption('2025-03');
    await shows(/The filter matches 0 of/);
  });

  it('follows what others do, and leaves focus, selection and what is unfolded alone', async () => {
    const id = await submit('Livol');
    await open('Livol');
    await main().getByText('The Task as FHIR').click();
    await main().locator('[data-part=product]').getByText('Quiet Ltd').selectText();
    await row('Livol').focus();
    await submit('Laterol');
    await row('Laterol').waitFor();
    await control(sandbox).move('2026-05', id, { status: 'on-hold', reason: 'Ask the holder.' });
    await status('on-hold');
    await main().getByText('“Ask the holder.”').waitFor();
    expect(await page.locator('#rows a:focus').textContent()).toContain('Livol');
    expect(await page.evaluate('String(window.getSelection())')).toBe('Quiet Ltd');
    expect(await main().locator('pre').innerText()).toContain('on-hold');
  });

  it('shows HTML in a name as the text that it is', async () => {
    const name = '<img src=x onerror="document.title=1"><b>Bold</b>';
    await submit(name);
    await open(name);
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.title()).toMatch(/^\d+ open – Desk/);
  });

  it('lets the sandbox work by itself again, and people after it', async () => {
    const byHand = page.getByRole('switch', { name: 'Work by hand' });
    await byHand.uncheck();
    await shows('in-progress after 1 s, then completed after 3 s');
    await submit('Selfol');
    await open('Selfol');
    await main().getByText('The sandbox works by itself').waitFor();
    await status('in-progress');
    await byHand.check();
    await shows('New Tasks wait for you.');
  });
});
