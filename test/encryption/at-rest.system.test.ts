import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { EDITION_NAMES, type ProductInput } from '../../src/contract/index.js';
import { aProduct, aSubstance } from '../support/products.js';
import { control } from '../support/sandbox-control.js';
import { until } from '../support/until.js';
import { aKey } from './support/keys.js';
import { startScene, SUBSCRIPTION_KEY, untilStage, type Scene } from './support/scene.js';

jest.setTimeout(300_000);

/** Words that cannot be read without a key, by their source. */
const WORDS = {
  'the name of a product': 'Geheimolin',
  'its holder': 'Verschwiegen',
  'its substance': 'Arkanin',
  'the name of a substance that is asked for': 'Mysterin',
  'a rejection': 'Ablehnwort',
  'a verdict of the service': 'Pruefwort',
  'an error of the service that is tried again': 'Stoerwort',
  'what is wrong with an input': 'Fehlwort',
  'the reason of a cancellation': 'Absagewort',
  'a page of a backfill': 'Seitenwort',
  'a bad request in it': 'Badwort',
};

const KEYS = aKey('2026');
const secrets = [SUBSCRIPTION_KEY, KEYS.split(':')[1]!];

const product = (value: string, changes: Partial<ProductInput> = {}): ProductInput =>
  aProduct(value, {
    names: [{ name: WORDS['the name of a product'], country: 'NLD', language: 'nl' }],
    ingredients: [{ substance: WORDS['its substance'], strength: { value: '2.50', unit: 'mg' } }],
    holder: { name: `${WORDS['its holder']} B.V.` },
    ...changes,
  });

const outcomeOf = (word: string): object => ({
  status: 400,
  contentType: 'application/fhir+json',
  body: {
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'error', code: 'invariant', details: { text: `no ${word}` } }],
  },
});

interface Played {
  database: Buffer;
  log: string;
  metrics: string;
  traces: string;
  /** Output of the commands for people with the keys. */
  printed: string;
  /** Page of the rejected request as the web UI receives it before decryption. */
  page: string;
}

/** Plays requests of every kind and every end, with the worker and the command line as processes. */
async function play(scene: Scene, keys?: string): Promise<Played> {
  const { sandbox } = scene;
  const worker = await scene.worker(keys);
  const client = await scene.client(keys);
  const printed: string[] = [];
  const command = async (expected: number, ...args: string[]): Promise<void> => {
    const { code, stdout, stderr } = await scene.idmp(args, keys);
    printed.push(stdout, stderr);
    if (code !== expected) throw new Error(`idmp ${args.join(' ')} ended with ${code}: ${stderr}`);
  };
  const service = control(sandbox);

  await command(0, 'setup', '--sweep-every', '2s');
  const path = scene.file('product.json', product('P-1'));
  const substance = scene.file(
    'substance.json',
    aSubstance({ name: WORDS['the name of a substance that is asked for'] }),
  );
  await Promise.all([
    ...EDITION_NAMES.map((edition) => command(0, 'request', path, '--account', edition, '--wait')),
    command(0, 'request', substance, '--account', '2025-01', '--wait'),
  ]);

  // Each of these has another end; a client starts them, as other systems do.
  await service.fault({
    method: 'POST',
    path: '$validate',
    ...outcomeOf(WORDS['a verdict of the service']),
  });
  await start(client, 'phpid/2026-05/refused', product('P-2')).catch(() => undefined);
  const wrong = product('P-3', {
    doseForm: { system: 'no uri', code: WORDS['what is wrong with an input'] },
  });
  await start(client, 'phpid/2026-05/wrong', {
    ...wrong,
    [WORDS['what is wrong with an input']]: true,
  });
  await client.workflow
    .getHandle('phpid/2026-05/refused')
    .result()
    .catch(() => undefined);
  await client.workflow
    .getHandle('phpid/2026-05/wrong')
    .result()
    .catch(() => undefined);

  await service.pace('manual');
  const error = { ...outcomeOf(WORDS['an error of the service that is tried again']), status: 503, times: 2 };
  await service.fault({ method: 'POST', path: '2026-05/Task', ...error });
  const rejected = scene.file('rejected.json', product('P-4'));
  const waiting = command(3, 'request', rejected, '--account', '2026-05', '--id', 'rejected', '--wait');
  const { taskId } = await untilStage(client, 'phpid/2026-05/rejected', 'waiting');
  await service.move('2026-05', taskId!, { status: 'rejected', reason: WORDS['a rejection'] });
  await waiting;

  await command(
    0,
    'request',
    scene.file('cancelled.json', product('P-5')),
    '--account',
    '2026-05',
    '--id',
    'cancelled',
  );
  await untilStage(client, 'phpid/2026-05/cancelled', 'waiting');
  await command(0, 'status', 'phpid/2026-05/cancelled');
  await command(0, 'poll', 'phpid/2026-05/cancelled');
  await command(0, 'cancel', 'phpid/2026-05/cancelled', '--reason', WORDS['the reason of a cancellation']);

  await service.pace([{ status: 'completed', afterReads: 1 }]);
  const page = [
    product('P-6', { names: [{ name: WORDS['a page of a backfill'], country: 'NLD', language: 'nl' }] }),
    { ...product('P-7'), [WORDS['a bad request in it']]: true },
  ];
  const backfill = client.workflow.getHandle('backfill-1');
  await client.workflow.start('backfill', {
    taskQueue: 'idmp',
    workflowId: backfill.workflowId,
    args: [{ account: '2026-05' }],
  });
  const requests = page.map((each) => ({ product: each }));
  const verdict = await backfill.executeUpdate('addRequests', {
    args: [{ page: 1, kind: 'phpid', requests }],
  });
  printed.push(JSON.stringify(verdict));
  await backfill.executeUpdate('close', { args: [] });
  await backfill.result();
  await until(
    async () => (await client.workflow.count("IdmpBackfill = 'backfill-1'")).count > 0,
    'the list of the backfill',
  );
  await command(0, 'backfill-results', 'backfill-1', '--format', 'csv');
  await until(
    async () =>
      (await client.workflow.count("WorkflowType = 'sweep' AND ExecutionStatus = 'Completed'")).count > 0,
    'a sweep',
  );
  const metrics = await scene.metrics();
  const { queryResult } = await client.workflowService.queryWorkflow({
    namespace: client.options.namespace,
    execution: { workflowId: 'phpid/2026-05/rejected' },
    query: { queryType: '__temporal_workflow_metadata' },
  });
  await worker.kill('SIGTERM');
  return {
    metrics,
    traces: scene.traces(),
    database: await scene.database(),
    log: worker.stderr() + worker.stdout(),
    printed: printed.join('\n'),
    page: Buffer.from(queryResult!.payloads![0]!.data!).toString(),
  };
}

function start(client: Client, workflowId: string, input: ProductInput): Promise<unknown> {
  const args = [{ product: input, account: '2026-05' }];
  return client.workflow.start('requestPhpid', { taskQueue: 'idmp', workflowId, args });
}

let played: Played;
let scene: Scene;
const playing = (keys?: string) => async () => {
  scene = await startScene();
  played = await play(scene, keys);
};
const ending = async (): Promise<void> => scene?.stop();

describe('with encryption keys', () => {
  beforeAll(playing(KEYS));
  afterAll(ending);

  it.each(Object.entries(WORDS))('%s is not in the database', (_, word) => {
    expect(played.database.includes(word)).toBe(false);
  });

  it.each(Object.entries(WORDS))('%s is not in the log of the worker', (_, word) => {
    expect(played.log.includes(word)).toBe(false);
  });

  it.each(Object.entries(WORDS))('%s is neither in the metrics nor in the traces', (_, word) => {
    expect({ metrics: played.metrics.includes(word), traces: played.traces.includes(word) }).toEqual({
      metrics: false,
      traces: false,
    });
  });

  it.each(['the name of a product', 'a rejection'] as const)('%s is not on the page of a request', (what) => {
    expect(played.page.includes(WORDS[what])).toBe(false);
  });

  it('metrics and traces were there to be searched', () => {
    for (const outcome of ['completed', 'rejected', 'cancelled', 'failed']) {
      expect(played.metrics).toMatch(new RegExp(`^idmp_requests_ended_total\\{.*outcome="${outcome}"`, 'm'));
    }
    for (const span of ['StartWorkflow:requestPhpid', 'RunActivity:fetchOutputs', 'POST']) {
      expect(played.traces).toContain(span);
    }
  });

  it('people with the keys read all results', () => {
    for (const where of ['a rejection', 'the reason of a cancellation', 'a page of a backfill'] as const) {
      expect(played.printed.includes(WORDS[where])).toBe(true);
    }
  });

  it('the log still says what failed, and how', () => {
    expect(['Workflow failed', 'ServiceError'].map((type) => played.log.includes(type))).toEqual([
      true,
      true,
    ]);
  });

  it('the database does say which key it needs', () => {
    expect(played.database.includes('binary/encrypted')).toBe(true);
    expect(played.database.includes('2026')).toBe(true);
  });

  it('the keys themselves are nowhere', () => {
    const bytes = Buffer.from(secrets[1]!, 'base64');
    expect(played.database.includes(bytes)).toBe(false);
    for (const secret of secrets) {
      expect(played.database.includes(secret)).toBe(false);
      const { log, printed, metrics, traces } = played;
      expect([log, printed, metrics, traces].filter((each) => each.includes(secret))).toEqual([]);
    }
  });
});

describe('without encryption keys, the same search finds it all:', () => {
  beforeAll(playing());
  afterAll(ending);

  it.each(Object.entries(WORDS))('%s', (_, word) => {
    expect(played.database.includes(word)).toBe(true);
  });

  it.each(['the name of a product', 'a rejection'] as const)('%s on the page of a request', (what) => {
    expect(played.page).toContain(WORDS[what]);
  });

  it('the subscription key is nowhere all the same', () => {
    expect(played.database.includes(SUBSCRIPTION_KEY)).toBe(false);
    const { log, printed, metrics, traces } = played;
    expect([log, printed, metrics, traces].filter((each) => each.includes(SUBSCRIPTION_KEY))).toEqual([]);
  });
});
