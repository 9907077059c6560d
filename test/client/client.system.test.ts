import { randomUUID } from 'node:crypto';
import { Client } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { IdmpCancelled, IdmpClient, IdmpFailure } from '../../src/client/index.js';
import { readKeys } from '../../src/configuration/config.js';
import { aKey } from '../encryption/support/keys.js';
import { expectAsSchema } from '../support/json-schemas.js';
import { aProduct, aSubstance } from '../support/products.js';
import { sharedServer, startTestSystem, type TestSystem } from '../support/system.js';
import { until } from '../support/until.js';

jest.setTimeout(120_000);

const keys = { IDMP_ENCRYPTION_KEYS: aKey('client') };
const account = '2025-01';

let system: TestSystem;
let idmp: IdmpClient;

beforeAll(async () => {
  system = await startTestSystem({
    pace: [{ status: 'completed', afterReads: 2 }],
    encryptionKeys: readKeys(keys),
  });
  const { taskQueue } = system.config;
  idmp = await IdmpClient.connect({ TEMPORAL_ADDRESS: sharedServer(), IDMP_TASK_QUEUE: taskQueue, ...keys });
});
afterAll(async () => {
  await idmp?.close();
  await system?.stop();
});

const fresh = (): string => `CLIENT-${randomUUID().slice(0, 8)}`;

describe('IdmpClient, connected by its environment to workers that encrypt', () => {
  it('submits a repeated request once, and both callers receive the result', async () => {
    const product = aProduct(fresh());
    const [one, other] = [
      await idmp.requestPhpid({ product, account }),
      await idmp.requestPhpid({ product, account }),
    ];
    expect([one.started, other.started]).toEqual([true, false]);
    expect(one.request.id).toMatch(
      new RegExp(`^phpid/${account}/${product.identifier.value}\\.[0-9a-f]{8}$`),
    );
    const result = await one.request.result();
    expect(await other.request.result()).toEqual(result);
    expectAsSchema('phpid-result', result);
    expect((await idmp.requestPhpid({ product, account })).started).toBe(false);
  });

  it('gets the GSID of a substance, and numbers as JavaScript has them', async () => {
    const substance = aSubstance({ name: fresh() });
    const { request } = await idmp.requestGsid({ substance, account });
    const result = await request.result();
    expectAsSchema('gsid-result', result);
    expect(JSON.stringify(result)).not.toContain('decimal:');
  });

  it('polls the service at once, and returns the status of a request', async () => {
    const { request } = await idmp.requestPhpid({
      product: aProduct(fresh()),
      account,
      polling: { initialSeconds: 600, maximumSeconds: 600 },
    });
    await until(async () => (await request.status()).stage === 'waiting');
    const checked = await idmp.request(request.id).checkNow();
    expect(checked).toMatchObject({ stage: 'waiting', polls: 1 });
    expectAsSchema('request-status', checked);
    await request.pollNow();
    await until(async () => (await request.status()).polls === 2);
    await request.pollNow();
    await request.result();
    expect(await request.status()).toMatchObject({ stage: 'completed', polls: 3 });
  });

  it('throws what a failed request says, in words that are encrypted on their way', async () => {
    const product = { ...aProduct(fresh()), ingredients: [] };
    const { request } = await idmp.requestPhpid({ product, account });
    const error = await request.result().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(IdmpFailure);
    const { type, message, issues, taskId, workflowId } = error as IdmpFailure;
    expect({ type, taskId, workflowId }).toEqual({
      type: 'InvalidRequest',
      taskId: null,
      workflowId: request.id,
    });
    expect(message).toContain('InvalidRequest: ');
    expect(message).not.toContain('Encoded failure');
    expect(issues.map(({ expression }) => expression)).toEqual([['product.ingredients']]);

    const again = await idmp.requestPhpid({ product, account });
    expect(again.started).toBe(true);
    await again.request.result().catch(() => undefined);
  });

  it('tells a cancelled request from a failed one', async () => {
    const { request } = await idmp.requestPhpid({
      product: aProduct(fresh()),
      account,
      polling: { initialSeconds: 600, maximumSeconds: 600 },
    });
    await request.cancel('no longer needed');
    await expect(request.result()).rejects.toThrow(IdmpCancelled);
    expect((await request.status()).cancellation).toMatchObject({ reason: 'no longer needed' });
  });

  it('feeds a backfill page by page, and waits for its end', async () => {
    const { backfill, state } = await idmp.startBackfill(fresh(), { account });
    expect(state).toBe('started');
    const requests = [{ product: aProduct(fresh()) }, { product: { ...aProduct(fresh()), ingredients: [] } }];
    const verdict = await backfill.add({ page: 1, kind: 'phpid', requests });
    expect(verdict).toMatchObject({ accepted: 1, known: 0, invalid: [{ index: 1 }] });
    expectAsSchema('page-verdict', verdict);
    expect(await idmp.backfill(backfill.id).add({ page: 1, kind: 'phpid', requests })).toEqual(verdict);
    await backfill.pause();
    await backfill.resume();
    expectAsSchema('backfill-progress', await backfill.progress());
    await backfill.close();
    const result = await backfill.result();
    expect(result).toMatchObject({ added: 1, completed: 1, closed: true });
    expectAsSchema('backfill-result', result);
    expect((await idmp.startBackfill(backfill.id)).state).toBe('ended');
  });

  it('cancels a backfill', async () => {
    const { backfill } = await idmp.startBackfill(fresh(), { account });
    await backfill.cancel('the wrong portfolio');
    await expect(backfill.result()).rejects.toThrow(IdmpCancelled);
  });

  it('says what is wrong with the input of a backfill', async () => {
    const { backfill } = await idmp.startBackfill(fresh(), { account, requestsPerSecond: 0 });
    await expect(backfill.result()).rejects.toMatchObject({ type: 'InvalidRequest' });
  });

  it('gets what a sweep answers in the form of its schema', async () => {
    const { taskQueue } = system.config;
    const options = { taskQueue, workflowId: `sweep/${fresh()}`, args: [{ account }] };
    expectAsSchema('sweep-result', await idmp.temporal.workflow.execute('sweep', options));
  });
});

describe('IdmpClient around a Temporal client of the caller', () => {
  it('reads answers with the data converter of the keys', async () => {
    const { connection } = system.client;
    const { taskQueue } = system.config;
    const own = new IdmpClient(new Client({ connection, dataConverter: IdmpClient.dataConverter(keys) }), {
      taskQueue,
    });
    const { request } = await own.requestPhpid({ product: aProduct(fresh()), account }, { id: fresh() });
    expect((await request.result()).phpids.length).toBeGreaterThan(0);
  });

  it('takes no keys that are none', () => {
    expect(() => IdmpClient.dataConverter({ IDMP_ENCRYPTION_KEYS: 'nonsense' })).toThrow(
      'IDMP_ENCRYPTION_KEYS',
    );
  });
});
