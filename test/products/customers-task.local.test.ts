import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OperationOutcome, Task } from 'fhir/r5';
import { got } from 'got';
import { startSandbox, type Sandbox } from '../../sandbox/index.js';
import { EDITION_NAMES, type EditionName } from '../../src/contract/index.js';
import { editionNamed } from '../../src/editions/index.js';
import { buildRequestTask } from '../../src/products/request-task.js';
import { checkTask } from '../../src/rules/index.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ pace: 'manual' });
});
afterAll(() => sandbox.close());

const narrative = {
  status: 'generated' as const,
  div: '<div xmlns="http://www.w3.org/1999/xhtml"><p>Kwik &amp; Co</p></div>',
};
const ingredient = (id: string, name: string): object => ({
  resourceType: 'Ingredient',
  id,
  text: narrative,
  status: 'active',
  role: { coding: [{ system: 'http://hl7.org/fhir/ingredient-role', code: '100000072072' }] },
  for: [{ reference: '#prod.1-a' }],
  substance: { code: { concept: { text: name } }, strength: [{ textPresentation: '5 mg' }] },
});

/** A Task as a customer's system exports it, with every deviation that the check can fix without guessing. */
function customersTask(): Task {
  return {
    resourceType: 'Task',
    id: '4711',
    meta: { versionId: '3', lastUpdated: '2026-01-02T03:04:05Z', source: 'urn:example:rims' },
    text: narrative,
    status: 'draft',
    intent: 'order',
    priority: 'urgent',
    description: 'PhPID for the line extension',
    note: [{ text: 'Please mind the new strength' }],
    requestedPeriod: { start: '2026-11-01', end: '2026-12-31' },
    contained: [
      ingredient('ing-2.b', 'Kwikanol'),
      { resourceType: 'Organization', id: 'mah.1', text: narrative, name: 'Kwik Pharma' },
      ingredient('ing-1.a', 'Kwikasone'),
      {
        resourceType: 'MedicinalProductDefinition',
        id: 'prod.1-a',
        text: narrative,
        identifier: [{ system: 'urn:example:mpid', value: 'K-1' }],
        attachedDocument: [{ display: 'SmPC K-1' }],
        name: [
          {
            productName: 'Kwik',
            usage: [
              {
                country: { coding: [{ code: 'NLD' }] },
                language: { coding: [{ system: 'urn:ietf:bcp:47', code: 'nl' }] },
              },
            ],
          },
        ],
      },
    ],
  } as unknown as Task;
}

function sent(edition: EditionName): Task {
  return buildRequestTask(
    { task: customersTask() },
    {
      kind: 'phpid',
      edition: editionNamed(edition),
      tracking: { system: 'urn:idmp-worker:request', value: 'phpid/default/K-1#run' },
      now: '2026-11-21T10:00:00.000Z',
    },
  ).task;
}

describe.each(EDITION_NAMES)('a ready-made Task as customers write it, for edition %s', (edition) => {
  it('passes the checks before sending, and those of the sandbox', async () => {
    const errors = checkTask(sent(edition), edition, 'phpid').filter(({ severity }) => severity === 'error');
    expect(errors).toEqual([]);
    const outcome = await got
      .post(`${sandbox.baseUrl(edition)}/Task/$validate`, {
        json: sent(edition),
        headers: { 'ocp-apim-subscription-key': 'customers' },
      })
      .json<OperationOutcome>();
    expect(outcome.issue.map(({ severity }) => severity)).toEqual(['information']);
  });

  it('keeps its content to the letter: narratives, ids, order, and what no profile fixes', () => {
    const { contained, priority, description, note, requestedPeriod, text, meta } = sent(edition);
    const given = customersTask();
    expect({ priority, description, note, requestedPeriod, text }).toEqual({
      priority: given.priority,
      description: given.description,
      note: given.note,
      requestedPeriod: given.requestedPeriod,
      text: given.text,
    });
    expect(meta).toMatchObject({ source: 'urn:example:rims' });
    expect(contained?.slice(0, 3)).toEqual(given.contained?.slice(0, 3));
    expect(contained?.[3]).toMatchObject({ ...given.contained?.[3] });
  });

  it('gets what the profile fixes, and loses what a server gave it', () => {
    const task = sent(edition);
    expect(task).toMatchObject({ status: 'requested', intent: 'proposal' });
    expect(task.id).toBeUndefined();
    expect(task.meta).not.toHaveProperty('versionId');
    expect(task.meta).not.toHaveProperty('lastUpdated');
    expect(task.input?.slice(0, 4).map(({ valueReference }) => valueReference?.reference)).toEqual([
      '#ing-2.b',
      '#mah.1',
      '#ing-1.a',
      '#prod.1-a',
    ]);
  });
});
