import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { WorkflowFailedError, type WorkflowHandle } from '@temporalio/client';
import type { ApplicationFailure } from '@temporalio/common';
import {
  EDITION_NAMES,
  type GsidResult,
  type PhpidResult,
  type RequestStatus,
} from '../../src/contract/index.js';
import { aProduct, aSubstance } from '../support/products.js';
import { control } from '../support/sandbox-control.js';
import { startTestSystem, type TestSystem } from '../support/system.js';
import { until } from '../support/until.js';

jest.setTimeout(60_000);

let system: TestSystem;

beforeAll(async () => {
  system = await startTestSystem({
    pace: [
      { status: 'in-progress', afterReads: 1 },
      { status: 'completed', afterReads: 1 },
    ],
  });
});
afterAll(() => system.stop());

const status = (handle: WorkflowHandle): Promise<RequestStatus> => handle.query<RequestStatus>('status');

/** Waits until the request's Task exists at the service. */
async function submitted(handle: WorkflowHandle): Promise<RequestStatus & { taskId: string }> {
  await until(async () => (await status(handle)).stage === 'waiting');
  return (await status(handle)) as RequestStatus & { taskId: string };
}

async function failureOf(handle: WorkflowHandle): Promise<ApplicationFailure> {
  const error: unknown = await handle.result().then(
    () => new Error('it completed'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof WorkflowFailedError)) throw error;
  return error.cause as ApplicationFailure;
}

describe.each(EDITION_NAMES)('a PhPID request in edition %s', (edition) => {
  it('ends with the PhPIDs of all four levels, the product id and every resource that the outputs lead to', async () => {
    const handle = await system.start(
      'phpid',
      { account: edition, product: aProduct() },
      `phpid/${edition}/test-1`,
    );
    const result = (await handle.result()) as PhpidResult;

    expect(result).toMatchObject({ requestId: `phpid/${edition}/test-1`, edition });
    expect(result.phpids.map(({ level }) => level)).toEqual([1, 2, 3, 4]);
    expect(result.taskUrl).toBe(`${system.sandbox.baseUrl(edition)}/Task/${result.taskId}`);
    for (const { reference, url, value } of result.phpids) {
      expect(reference).toBe(`AdministrableProductDefinition/${value}`);
      expect(url).toBe(`${system.sandbox.baseUrl(edition)}/${reference}`);
    }
    expect(result.productId?.value).toEqual(expect.any(String));
    expect(
      result.resources.filter((each) => each.resourceType === 'AdministrableProductDefinition'),
    ).toHaveLength(4);
    expect(result.polls).toBeGreaterThanOrEqual(2);
    expect(Date.parse(result.completedAt)).toBeGreaterThanOrEqual(Date.parse(result.submittedAt));
    expect((await status(handle)).stage).toBe('completed');
  });
});

describe('a GSID request', () => {
  it('ends with the GSID and the SubstanceDefinition', async () => {
    const handle = await system.start('gsid', { account: '2025-01', substance: aSubstance() });
    const result = (await handle.result()) as GsidResult;
    expect(result.gsid.system).toBe('http://who-umc.org/idmp/gsid');
    expect(result.resources).toEqual([
      expect.objectContaining({ resourceType: 'SubstanceDefinition', id: result.gsid.value }),
    ]);
  });

  it.each(['2025-03', '2026-05'] as const)('is refused in edition %s, which has none', async (account) => {
    const failure = await failureOf(await system.start('gsid', { account, substance: aSubstance() }));
    expect(failure).toMatchObject({ type: 'UnsupportedByEdition', nonRetryable: true });
    expect(failure.details?.[0]).toMatchObject({ issues: [{ severity: 'error' }], taskId: null });
  });
});

describe('a request that cannot be sent', () => {
  it('names every problem with its place', async () => {
    const product = { ...aProduct(), ingredients: [], holder: undefined } as never;
    const failure = await failureOf(await system.start('phpid', { account: '2026-05', product }));
    expect(failure.type).toBe('InvalidRequest');
    const { issues } = failure.details?.[0] as { issues: { expression: string[] }[] };
    expect(issues.flatMap(({ expression }) => expression)).toEqual(['product.ingredients', 'product.holder']);
  });

  it('says which accounts there are when it names an unknown one', async () => {
    const failure = await failureOf(
      await system.start('phpid', { account: 'elsewhere', product: aProduct() }),
    );
    expect(failure.type).toBe('UnknownAccount');
    expect(failure.message).toContain(EDITION_NAMES.join(', '));
  });

  it('fails with what the edition’s rules find, before anything is sent', async () => {
    const before = await control(system.sandbox).requests();
    const resources = [
      { resourceType: 'MedicinalProductDefinition', id: 'p', name: [{ productName: 'P' }] },
      { resourceType: 'Ingredient', id: 'i', for: [{ reference: '#p' }] },
      { resourceType: 'Organization', id: 'o', name: 'Test Pharma' },
    ];
    const failure = await failureOf(await system.start('phpid', { account: '2026-05', resources }));
    expect(failure.type).toBe('ValidationFailed');
    const { issues } = failure.details?.[0] as { issues: { expression: string[] }[] };
    expect(issues.flatMap(({ expression }) => expression)).toEqual(
      expect.arrayContaining(['Task.contained[0].identifier', 'Task.contained[1].status']),
    );
    expect(await control(system.sandbox).requests()).toEqual(before);
  });

  it('fails with the errors that the service finds, before anything is submitted', async () => {
    const before = (await control(system.sandbox).tasks()).length;
    const issue = [
      {
        severity: 'error',
        code: 'business-rule',
        details: { text: 'this holder is unknown here' },
        expression: ['Task.contained[2]'],
      },
    ];
    const body = { resourceType: 'OperationOutcome', issue };
    await control(system.sandbox).fault({ method: 'POST', path: '$validate', status: 200, body });
    const failure = await failureOf(await system.start('phpid', { account: '2026-05', product: aProduct() }));
    expect(failure).toMatchObject({
      type: 'ValidationFailed',
      message: expect.stringContaining('this holder is unknown here'),
    });
    expect(failure.details?.[0]).toMatchObject({
      issues: [{ code: 'business-rule', expression: ['Task.contained[2]'] }],
      taskId: null,
    });
    expect(await control(system.sandbox).tasks()).toHaveLength(before);
  });
});

describe('a Task that ends without an identifier', () => {
  const account = '2026-05' as const;
  const waiting = async (): Promise<{ handle: WorkflowHandle; taskId: string }> => {
    const handle = await system.start('phpid', {
      account,
      product: aProduct(),
      polling: { initialSeconds: 600, maximumSeconds: 600 },
    });
    const { taskId } = await submitted(handle);
    return { handle, taskId };
  };

  it('fails as TaskRejected with the reason that the service gives', async () => {
    const { handle, taskId } = await waiting();
    await control(system.sandbox).move(account, taskId, {
      status: 'rejected',
      reason: 'strength is missing its unit',
    });
    await handle.signal('pollNow');
    const failure = await failureOf(handle);
    expect(failure).toMatchObject({
      type: 'TaskRejected',
      message: expect.stringContaining('strength is missing its unit'),
    });
    expect(failure.details?.[0]).toMatchObject({
      taskId,
      issues: [{ text: 'strength is missing its unit' }],
    });
    expect((await status(handle)).stage).toBe('rejected');
  });

  it.each(['failed', 'cancelled'])('fails as TaskFailed when the Task is %s', async (taskStatus) => {
    const { handle, taskId } = await waiting();
    await control(system.sandbox).move(account, taskId, { status: taskStatus, reason: 'withdrawn there' });
    await handle.signal('pollNow');
    expect(await failureOf(handle)).toMatchObject({
      type: 'TaskFailed',
      message: expect.stringContaining(taskStatus),
    });
    expect(await status(handle)).toMatchObject({
      stage: 'failed',
      taskStatus,
      issues: [{ text: 'withdrawn there' }],
    });
  });

  it('fails as TaskGone when the Task is no longer there', async () => {
    const { handle, taskId } = await waiting();
    await control(system.sandbox).vanish(account, taskId);
    await handle.signal('pollNow');
    const failure = await failureOf(handle);
    expect(failure.type).toBe('TaskGone');
    expect(failure.details?.[0]).toMatchObject({ taskId });
  });

  it('fails as ProtocolError when it stays completed without an output', async () => {
    const handle = await system.start('phpid', { account, product: aProduct() });
    const { taskId } = await submitted(handle);
    await control(system.sandbox).move(account, taskId, { status: 'completed', withoutOutput: true });
    expect(await failureOf(handle)).toMatchObject({ type: 'ProtocolError' });
    expect((await status(handle)).polls).toBeGreaterThanOrEqual(3);
  });

  it('fails as DeadlineExceeded when the deadline passes first', async () => {
    const polling = { initialSeconds: 1, factor: 1, maximumSeconds: 1, deadlineSeconds: 3 };
    await control(system.sandbox).pace('manual');
    const handle = await system.start('phpid', { account, product: aProduct(), polling });
    const failure = await failureOf(handle);
    expect(failure.type).toBe('DeadlineExceeded');
    expect(failure.message).toContain('received');
  });

  it('fails as DeadlineExceeded also when it passes while a call is under way', async () => {
    const polling = { initialSeconds: 1, factor: 1, maximumSeconds: 1, deadlineSeconds: 1 };
    await control(system.sandbox).fault({ method: 'POST', path: '$validate', delaySeconds: 60, times: 3 });
    const handle = await system.start('phpid', { account, product: aProduct(), polling });
    const failure = await failureOf(handle);
    expect(failure.type).toBe('DeadlineExceeded');
    expect(failure.message).toContain('during validateTask');
  });
});

describe('a request that waits', () => {
  const account = '2025-03' as const;
  let handle: WorkflowHandle;
  let taskId: string;

  beforeAll(async () => {
    await control(system.sandbox).pace('manual');
    const polling = { initialSeconds: 3600, maximumSeconds: 3600, deadlineSeconds: 7200 };
    handle = await system.start('phpid', {
      account,
      product: aProduct(),
      polling,
      requestId: 'TICKET-7',
      backfillId: 'b1',
    });
    ({ taskId } = await submitted(handle));
  });

  it('tells its stage, its Task and its next poll', async () => {
    expect(await status(handle)).toMatchObject({
      stage: 'waiting',
      taskId,
      taskUrl: `${system.sandbox.baseUrl(account)}/Task/${taskId}`,
      taskStatus: 'requested',
      polls: 0,
      lastPolledAt: null,
      nextPollAt: expect.any(String),
      cancellation: null,
      issues: [],
    });
  });

  it('carries search attributes by which operators find it', async () => {
    const { searchAttributes } = await handle.describe();
    expect(searchAttributes).toMatchObject({
      IdmpKind: ['phpid'],
      IdmpStage: ['waiting'],
      IdmpAccount: [account],
      IdmpTaskId: [taskId],
      IdmpBackfill: ['b1'],
    });
  });

  it('carries at the service an identifier that leads back to its workflow, beside the requester’s own', async () => {
    const [task] = (await control(system.sandbox).tasks()).filter(({ id }) => id === taskId);
    const { runId } = await handle.describe();
    expect(task?.identifiers).toEqual([
      { system: 'urn:idmp-worker:request-id', value: 'TICKET-7' },
      { system: 'urn:idmp-worker:request', value: `${handle.workflowId}#${runId}` },
    ]);
  });

  it('has summaries on its timers and activities, and no product content in them', async () => {
    const { events } = await handle.fetchHistory();
    const summaries = (events ?? []).flatMap((event) => {
      const data = event.userMetadata?.summary?.data;
      return data === undefined || data === null ? [] : [JSON.parse(Buffer.from(data).toString()) as string];
    });
    expect(summaries).toEqual([
      'build the Task of TICKET-7',
      `Task/$validate at ${account}`,
      `POST Task to ${account}`,
      expect.stringMatching(/^poll 1 in (5[789]|60) min \(Task is requested\)$/),
    ]);
  });

  it('polls at once on checkNow, and answers the fresh status', async () => {
    await control(system.sandbox).move(account, taskId, { status: 'in-progress' });
    const fresh = await handle.executeUpdate<RequestStatus, []>('checkNow');
    expect(fresh).toMatchObject({ taskStatus: 'in-progress', polls: 1 });
  });

  it('does not mind the news of another Task', async () => {
    await handle.signal('taskChanged', { taskId: 'another', status: 'completed' });
    expect(await status(handle)).toMatchObject({ polls: 1 });
  });

  it('polls at once when it hears that its Task has changed, and ends with the result', async () => {
    await control(system.sandbox).move(account, taskId, { status: 'completed' });
    await handle.signal('taskChanged', { taskId, status: 'completed' });
    const result = (await handle.result()) as PhpidResult;
    expect(result).toMatchObject({ requestId: 'TICKET-7', polls: 2 });
    const { searchAttributes } = await handle.describe();
    expect(searchAttributes).toMatchObject({
      IdmpStage: ['completed'],
      IdmpIdentifier: [result.phpids.at(-1)?.value],
    });
  });
});

describe('a service that is not well', () => {
  const account = '2025-01' as const;

  beforeAll(() => control(system.sandbox).pace([{ status: 'completed', afterReads: 1 }]));

  it('is asked again after server errors, refused keys and too many requests, and the request completes', async () => {
    await control(system.sandbox).fault(
      { method: 'POST', path: '$validate', status: 503, times: 1 },
      { method: 'GET', path: 'Task/', status: 401, times: 1 },
      { method: 'GET', path: 'Task/', status: 429, headers: { 'retry-after': '1' }, times: 1 },
    );
    const handle = await system.start('phpid', { account, product: aProduct() });
    expect(await handle.result()).toMatchObject({ edition: account });
  });

  it('has one Task of the request even when the answer to the POST was lost', async () => {
    await control(system.sandbox).fault({ method: 'POST', path: '/Task', dropAfter: true, times: 2 });
    const handle = await system.start('phpid', { account, product: aProduct('LOST-1') });
    await handle.result();
    const own = (await control(system.sandbox).tasks()).filter(({ identifiers }) =>
      identifiers.some(({ value }) => value?.startsWith(handle.workflowId)),
    );
    expect(own).toHaveLength(1);
  });
});
