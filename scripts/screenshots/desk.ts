import { readFileSync } from 'node:fs';
import { got } from 'got';
import type { Page } from 'playwright-core';
import { startSandbox, type Sandbox } from '../../sandbox/index.js';
import type { EditionName, Kind, RequestInput } from '../../src/contract/index.js';
import { editionNamed } from '../../src/editions/index.js';
import { stringifyJson } from '../../src/json/decimals.js';
import { buildRequestTask } from '../../src/products/request-task.js';
import { control } from '../../test/support/sandbox-control.js';
import type { Scene } from './scene.js';

/** Request of the examples. Its account has the edition's name. */
const example = (source: 'product' | 'substance' | 'bundle', file: string): object => ({
  [source]: JSON.parse(readFileSync(new URL(`../../examples/${file}`, import.meta.url), 'utf8')) as object,
});

const tablet = example('product', 'product-tablet.json');
const solution = example('product', 'product-combination.json');
const capsule = example('bundle', 'bundle-with-authorization.json');
const substance = example('substance', 'substance.json');

/** Day at the desk, which the sandbox's control endpoint simulates. */
class Day {
  readonly #sandbox: Sandbox;

  constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
  }

  /** Advances the time. Returns the new instant. */
  async pass(minutes: number): Promise<string> {
    return await control(this.#sandbox).advance(minutes * 60);
  }

  /** Submits a request. Returns the id of its Task. */
  async comes(kind: Kind, edition: EditionName, content: object, requestId: string): Promise<string> {
    const { task } = buildRequestTask({ account: edition, ...content, requestId } as RequestInput, {
      kind,
      edition: editionNamed(edition),
      tracking: { system: 'urn:idmp-worker:workflow', value: `${kind}/${edition}/${requestId}` },
      now: await this.pass(0),
    });
    return await this.#post(edition, task);
  }

  async asksToCancel(edition: EditionName, id: string): Promise<void> {
    await this.#post(edition, {
      resourceType: 'Task',
      identifier: [{ system: 'urn:idmp-worker:workflow', value: `cancel/${id.slice(0, 8)}` }],
      status: 'requested',
      intent: 'order',
      code: { coding: [{ system: 'http://hl7.org/fhir/CodeSystem/task-code', code: 'abort' }] },
      focus: { reference: `Task/${id}` },
    });
  }

  async becomes(edition: EditionName, id: string, status: string, reason?: string): Promise<void> {
    await control(this.#sandbox).move(edition, id, reason === undefined ? { status } : { status, reason });
  }

  async #post(edition: EditionName, task: object): Promise<string> {
    const answer = await got
      .post(`${this.#sandbox.baseUrl(edition)}/Task`, {
        body: stringifyJson(task),
        throwHttpErrors: false,
        headers: { 'Ocp-Apim-Subscription-Key': 'screenshots', 'Content-Type': 'application/fhir+json' },
      })
      .json<{ id?: string }>();
    if (answer.id === undefined) throw new Error(`The sandbox refuses a Task: ${JSON.stringify(answer)}`);
    return answer.id;
  }
}

/** Creates Tasks in every state. Returns the Task that the reviewer is about to decide about. */
async function play(day: Day): Promise<string> {
  const first = await day.comes('phpid', '2025-01', tablet, 'RA-20411');
  await day.becomes('2025-01', first, 'in-progress');
  await day.pass(35);
  const silent = await day.comes('phpid', '2025-03', capsule, 'RA-20415');
  await day.becomes('2025-01', first, 'completed');
  await day.pass(40);
  await day.becomes('2025-03', silent, 'rejected', 'The SmPC does not name the capsule shell.');
  const salt = await day.comes('gsid', '2025-01', substance, 'RA-20433');
  await day.becomes('2025-01', salt, 'in-progress');
  await day.pass(20);
  const held = await day.comes('phpid', '2026-05', capsule, 'RA-20440');
  await day.becomes('2026-05', held, 'in-progress');
  await day.pass(15);
  await day.becomes('2026-05', held, 'on-hold', 'Waiting for the holder’s answer on the strength.');
  const doubled = await day.comes('phpid', '2025-03', solution, 'RA-20446');
  await day.pass(4);
  await day.asksToCancel('2025-03', doubled);
  await day.pass(2);
  const open = await day.comes('phpid', '2026-05', tablet, 'RA-20451');
  await day.pass(3);
  await day.becomes('2026-05', open, 'in-progress');
  await day.pass(1);
  await day.comes('phpid', '2026-05', solution, 'RA-20452');
  await day.pass(1);
  return open;
}

/** The desk of the sandbox, with Tasks in several states and one open. */
export const desk: Scene = {
  names: ['desk'],
  async prepare() {
    const sandbox = await startSandbox({
      pace: 'manual',
      abortPace: 'manual',
      abilities: { abort: true },
      // The simulated day ends about now.
      clockOffsetSeconds: -125 * 60,
    });
    const open = await play(new Day(sandbox));
    const picture = {
      name: 'desk',
      viewport: { width: 1366, height: 860 },
      url: `${sandbox.url}/desk/#/2026-05/${open}`,
      arrange: (page: Page): Promise<void> => page.getByRole('button', { name: 'Complete' }).waitFor(),
    };
    return { pictures: [picture], close: () => sandbox.close() };
  },
};
