import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { stringify } from 'lossless-json';
import { WorkflowFailedError, type WorkflowHandle } from '@temporalio/client';
import type { GsidResult, PhpidResult, RequestInput, RequestStatus } from '../../src/contract/index.js';
import { editionNamed } from '../../src/editions/index.js';
import { aProduct, aSubstance } from '../support/products.js';
import { account, startTestSystem, type TestSystem } from '../support/system.js';
import { until } from '../support/until.js';
import { startGenericServer, type GenericServer } from './generic-server.js';
import { Person } from './person.js';

jest.setTimeout(60_000);

/** A schedule so slow that the service is polled only when a test requests it. */
const polling = { initialSeconds: 3_000, maximumSeconds: 3_000, deadlineSeconds: 6_000 };
const APD = 'AdministrableProductDefinition';

let system: TestSystem;
let plain: GenericServer;
let conditional: GenericServer;

beforeAll(async () => {
  plain = await startGenericServer();
  conditional = await startGenericServer({ conditionalCreate: true });
  system = await startTestSystem({
    accounts: (sandbox) => [
      account('2025-01', sandbox, { baseUrl: plain.baseUrl, polling }),
      account('2026-05', sandbox, { baseUrl: conditional.baseUrl, polling }),
    ],
  });
});
afterAll(async () => {
  await system?.stop();
  await plain?.close();
  await conditional?.close();
});

const status = (handle: WorkflowHandle): Promise<RequestStatus> => handle.query<RequestStatus>('status');

async function waiting(kind: 'phpid' | 'gsid', input: RequestInput): Promise<[WorkflowHandle, string]> {
  const handle = await system.start(kind, input);
  await until(async () => (await status(handle)).stage === 'waiting', 'the submission');
  return [handle, (await status(handle)).taskId!];
}

/** The Task as the server received it, with its decimals as they were written. */
function storedTask(server: GenericServer, id: string): string {
  return stringify(server.store.current('Task', id)?.resource) ?? '';
}

describe('a PhPID request in edition 2025-01 at a generic server, which ignores conditions', () => {
  let handle: WorkflowHandle;
  let taskId: string;
  const person = (): Person => new Person(plain, editionNamed('2025-01'));

  it('is submitted though the answer is a Location of version 1 alone', async () => {
    [handle, taskId] = await waiting('phpid', { account: '2025-01', product: aProduct('GENERIC-1') });
    expect(await status(handle)).toMatchObject({
      taskUrl: `${plain.baseUrl}/Task/${taskId}`,
      taskStatus: 'requested',
      issues: [],
    });
    expect(plain.conditions).toEqual([undefined]);
  });

  it('has kept the precision of its strength on the way', () => {
    expect(storedTask(plain, taskId)).toMatch(/"value":2\.50[,}]/);
  });

  it('sees the Task move on: it polls the Task, not the version', async () => {
    await person().moveTask(taskId, { status: 'in-progress' });
    expect(await handle.executeUpdate<RequestStatus, []>('checkNow')).toMatchObject({
      taskStatus: 'in-progress',
      polls: 1,
    });
    expect(plain.calls).not.toContainEqual(expect.stringContaining('_history'));
  });

  it('ends with four PhPIDs and the product id', async () => {
    await person().publishPhpids('G1');
    const whodrug = { system: 'http://who-umc.org/idmp/CodeSystem/product', value: 'WHODRUG-1' };
    await person().moveTask(taskId, {
      status: 'completed',
      output: [
        ...[1, 2, 3, 4].map((level) =>
          person().output('phpid', { valueReference: { reference: `${APD}/G1-${level}` } }),
        ),
        person().output('whodrugid', { valueReference: { identifier: whodrug } }),
      ],
    });
    await handle.signal('pollNow');
    const result = (await handle.result()) as PhpidResult;
    expect(result.phpids).toEqual(
      [1, 2, 3, 4].map((level) => ({
        system: 'http://who-umc.org/idmp/phpid',
        value: `G1-PHPID-${level}`,
        level,
        reference: `${APD}/G1-${level}`,
        url: `${plain.baseUrl}/${APD}/G1-${level}`,
      })),
    );
    expect(result.productId).toEqual(whodrug);
    expect(result.resources).toHaveLength(4);
    expect((await status(handle)).issues).toEqual([]);
  });

  it('ends with what a Task contains, too, and says in its status what is odd', async () => {
    const [odd, id] = await waiting('phpid', { account: '2025-01', product: aProduct('GENERIC-6') });
    const before = plain.calls.length;
    const asked = await person().task(id);
    const mine = { ...person().administrable('G6', 4), id: 'mine', extension: [] };
    await person().moveTask(id, {
      status: 'completed',
      contained: [...(asked.contained ?? []), mine],
      output: [
        person().output('phpid', { valueReference: { reference: '#mine' } }),
        person().output('whodrugid', { valueString: 'WHODRUG-6' }),
      ],
    });
    await odd.signal('pollNow');
    const result = (await odd.result()) as PhpidResult;
    expect(result).toMatchObject({
      phpids: [{ value: 'G6-PHPID-4', level: 4, reference: '#mine', url: null }],
      productId: null,
      resources: [{ resourceType: APD, id: 'mine' }],
    });
    expect(plain.calls.slice(before)).not.toContainEqual(expect.stringContaining(`GET ${APD}`));
    const { issues } = await status(odd);
    expect(issues.map(({ severity, code, expression }) => [severity, code, ...expression])).toEqual([
      ['warning', 'structure', 'Task.output[1]'],
      ['warning', 'not-found', 'Task.output'],
      ['warning', 'not-found', 'Task.output[1]'],
    ]);
  });

  it('makes one Task though the answer to its POST was lost: the server can search by identifier', async () => {
    const before = plain.store.all('Task').length;
    plain.loseAnswersToCreates(1);
    const [lost, id] = await waiting('phpid', { account: '2025-01', product: aProduct('GENERIC-2') });
    expect(plain.store.all('Task')).toHaveLength(before + 1);
    await person().deleteTask(id);
    await lost.signal('pollNow');
    const error: unknown = await lost.result().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(WorkflowFailedError);
    expect((error as WorkflowFailedError).cause).toMatchObject({ type: 'TaskGone' });
  });
});

describe('a PhPID request in edition 2026-05 at a generic server with conditional create', () => {
  const person = (): Person => new Person(conditional, editionNamed('2026-05'));

  it('is submitted with its tracking identifier as the condition, and ends with the parents of level 4', async () => {
    const [handle, taskId] = await waiting('phpid', { account: '2026-05', product: aProduct('GENERIC-3') });
    const { runId } = await handle.describe();
    const tracking = encodeURIComponent(`${handle.workflowId}#${runId}`);
    expect(conditional.conditions).toEqual([`identifier=urn:idmp-worker:request|${tracking}`]);
    await person().publishPhpids('G3');
    const record = { system: 'http://umcterminologies.org/umc-product-id', value: 'UMC-3' };
    await person().moveTask(taskId, {
      status: 'completed',
      output: [
        person().output('phpid', { valueReference: { reference: `${APD}/G3-4/_history/1` } }),
        person().output('umc-product-id', { valueReference: { identifier: record } }),
      ],
    });
    await handle.signal('pollNow');
    const result = (await handle.result()) as PhpidResult;
    expect(result.phpids.map(({ level, url }) => [level, url])).toEqual(
      [1, 2, 3, 4].map((level) => [level, `${conditional.baseUrl}/${APD}/G3-${level}`]),
    );
    expect(result.productId).toEqual(record);
    expect(result.resources.map(({ id }) => id).sort()).toEqual(['G3-1', 'G3-2', 'G3-3', 'G3-4']);
    expect((await status(handle)).issues).toEqual([]);
  });

  it('makes one Task though the answer to its POST was lost twice', async () => {
    const before = conditional.store.all('Task').length;
    conditional.loseAnswersToCreates(2);
    await waiting('phpid', { account: '2026-05', product: aProduct('GENERIC-4') });
    expect(conditional.store.all('Task')).toHaveLength(before + 1);
  });
});

describe('a GSID request in edition 2025-01 at a generic server', () => {
  it('ends with the GSID of the SubstanceDefinition that a person published', async () => {
    const person = new Person(plain, editionNamed('2025-01'));
    const [handle, taskId] = await waiting('gsid', { account: '2025-01', substance: aSubstance() });
    const gsid = { system: 'http://who-umc.org/idmp/gsid', value: 'GSID-5' };
    await person.put({ resourceType: 'SubstanceDefinition', id: 'G5', identifier: [gsid] });
    await person.moveTask(taskId, {
      status: 'completed',
      output: [
        person.output('SubstanceDefinition', { valueReference: { reference: 'SubstanceDefinition/G5' } }),
      ],
    });
    await handle.signal('pollNow');
    const result = (await handle.result()) as GsidResult;
    expect(result.gsid).toEqual(gsid);
    expect(result.resources).toMatchObject([{ resourceType: 'SubstanceDefinition', id: 'G5' }]);
  });
});
