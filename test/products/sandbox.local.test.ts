import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OperationOutcome, Task } from 'fhir/r5';
import { startSandbox, type Sandbox } from '../../sandbox/index.js';
import { EDITION_NAMES, KINDS, type EditionName } from '../../src/contract/index.js';
import { stringifyJson } from '../../src/json/decimals.js';
import { requestsOf, taskFor } from './support/requests.js';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

/** Returns the errors that the sandbox finds: its rules were written apart from the product's. */
async function errorsOf(edition: EditionName, task: Task): Promise<string[]> {
  const response = await fetch(`${sandbox.baseUrl(edition)}/Task/$validate`, {
    method: 'POST',
    headers: {
      'Ocp-Apim-Subscription-Key': 'test-key-1',
      'Content-Type': 'application/fhir+json',
      ...(edition === '2026-05' ? { 'x-api-version': '1.0' } : {}),
    },
    body: stringifyJson(task),
  });
  const { issue } = (await response.json()) as OperationOutcome;
  return issue
    .filter(({ severity }) => severity === 'error' || severity === 'fatal')
    .map(({ expression, details }) => `${expression?.join(', ')}: ${details?.text}`);
}

describe('the sandbox finds valid', () => {
  it.each(EDITION_NAMES)('every Task that the worker builds for %s', async (edition) => {
    const surprises: object[] = [];
    for (const kind of KINDS) {
      for (const [source, request] of Object.entries(requestsOf(edition, kind))) {
        const errors = await errorsOf(edition, taskFor(edition, kind, request));
        if (errors.length > 0) surprises.push({ kind, source, errors });
      }
    }
    expect(surprises).toEqual([]);
  });
});
