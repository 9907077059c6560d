import { describe, expect, it } from '@jest/globals';
import type { Account } from '../../src/configuration/config.js';
import {
  EDITION_NAMES,
  type BuildTaskInput,
  type RequestInput,
  type RequestPlan,
} from '../../src/contract/index.js';
import { editionNamed } from '../../src/editions/index.js';
import { accountAt } from '../fhir/support/account.js';
import { fullProduct, minimalProduct } from '../products/support/requests.js';
import { failureOf, run } from './support/activities.js';

const NOW = '2026-05-20T10:30:00.000Z';
const account = (changes: Partial<Account> = {}): Account => accountAt('https://idmp.example/fhir', changes);
const input = (request: RequestInput, changes: Partial<BuildTaskInput> = {}): BuildTaskInput => ({
  kind: 'phpid',
  request,
  tracking: 'phpid/default/MPID-8#run-1',
  now: NOW,
  ...changes,
});
const planned = (request: Partial<RequestInput> = {}, changes: Partial<Account> = {}): Promise<RequestPlan> =>
  run('buildTask', [account(changes)], input({ product: minimalProduct, ...request } as RequestInput));

describe('the plan of a request', () => {
  it('has the Task of the edition, with the tracking identifier and the time of the request', async () => {
    const { task, edition, issues } = await planned({ requestId: 'R-1' });
    expect(edition).toBe('2026-05');
    expect(issues).toEqual([]);
    expect(task).toMatchObject({
      resourceType: 'Task',
      status: 'requested',
      authoredOn: NOW,
      lastModified: NOW,
      identifier: [
        { system: 'urn:idmp-worker:request-id', value: 'R-1' },
        { system: 'urn:idmp-worker:request', value: 'phpid/default/MPID-8#run-1' },
      ],
    });
  });

  it('is the same in every attempt', async () => {
    expect(await planned()).toEqual(await planned());
  });

  it('names the task queue of the calls', async () => {
    expect((await planned()).fhirTaskQueue).toBe('idmp-fhir');
  });

  it('says what was left out', async () => {
    const { issues } = await planned(
      { product: fullProduct },
      {
        edition: '2025-01',
      },
    );
    expect(issues).toEqual([expect.objectContaining({ severity: 'warning', code: 'not-supported' })]);
  });

  it.each(EDITION_NAMES)('polls as %s prescribes', async (edition) => {
    const { polling } = editionNamed(edition).requests.phpid!;
    expect((await planned({}, { edition })).polling).toEqual(polling);
  });

  it('polls for a GSID up to every 4096 seconds', async () => {
    const request: RequestInput = { substance: { name: 'Hushamide', language: 'en' } };
    const plan = await run('buildTask', [account({ edition: '2025-01' })], input(request, { kind: 'gsid' }));
    expect(plan.polling).toMatchObject({ initialSeconds: 4, factor: 2, maximumSeconds: 4096 });
  });

  it('polls as the account says before the edition, and as the request says before the account', async () => {
    const plan = await planned(
      { polling: { deadlineSeconds: 60 } },
      { polling: { deadlineSeconds: 600, maximumSeconds: 300 } },
    );
    expect(plan.polling).toEqual({
      initialSeconds: 86_400,
      factor: 1,
      maximumSeconds: 300,
      deadlineSeconds: 60,
    });
  });

  it('cancels as the request says, else the account, else the edition', async () => {
    expect((await planned()).cancellation).toBe('delete');
    expect((await planned({}, { cancellation: 'none' })).cancellation).toBe('none');
    expect((await planned({ cancellation: 'task' }, { cancellation: 'none' })).cancellation).toBe('task');
  });

  it('is that of the account that the request names', async () => {
    const accounts = [account(), account({ name: 'acme', edition: '2025-01' })];
    const plan = await run('buildTask', accounts, input({ product: minimalProduct, account: 'acme' }));
    expect(plan.edition).toBe('2025-01');
  });

  it('carries nothing of the key', async () => {
    expect(JSON.stringify(await planned())).not.toContain('k3y-that-must-not-leak');
  });
});

describe('a request that ends at its plan', () => {
  it('is UnknownAccount where the worker has no such account, and says which it has', async () => {
    const failure = await failureOf(
      run('buildTask', [account()], input({ product: minimalProduct, account: 'nobody' })),
    );
    expect(failure).toMatchObject({ type: 'UnknownAccount', nonRetryable: true });
    expect(failure.message).toMatch(/"nobody".*default/);
    expect(failure.detail).toEqual({
      issues: [expect.objectContaining({ code: 'not-found', expression: ['account'] })],
      taskId: null,
    });
  });

  it('is InvalidRequest with every problem of the simple form', async () => {
    const product = { ...minimalProduct, names: [], holder: {} } as unknown as typeof minimalProduct;
    const failure = await failureOf(planned({ product }));
    expect(failure).toMatchObject({ type: 'InvalidRequest', nonRetryable: true });
    expect(failure.detail.issues.map(({ expression }) => expression[0]).sort()).toEqual([
      'product.holder.name',
      'product.names',
    ]);
    expect(failure.detail.taskId).toBeNull();
    expect(failure.message).toContain('product.holder.name is missing');
  });

  it('is InvalidRequest where resources make no Task', async () => {
    const request = { resources: [{ resourceType: 'Organization', id: 'o' }] } as RequestInput;
    const failure = await failureOf(run('buildTask', [account()], input(request)));
    expect(failure).toMatchObject({ type: 'InvalidRequest', nonRetryable: true });
    expect(failure.detail.issues).toHaveLength(2);
  });

  it.each([null, 'text', {}])('is InvalidRequest without a request: %j', async (request) => {
    const failure = await failureOf(run('buildTask', [account()], input(request as unknown as RequestInput)));
    expect(failure.type).toBe('InvalidRequest');
  });

  it('is UnsupportedByEdition where the edition has no such request', async () => {
    const request: RequestInput = { substance: { name: 'Hushamide', language: 'en' } };
    const failure = await failureOf(run('buildTask', [account()], input(request, { kind: 'gsid' })));
    expect(failure).toMatchObject({ type: 'UnsupportedByEdition', nonRetryable: true });
    expect(failure.detail.issues).toHaveLength(1);
  });
});
