import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { got } from 'got';
import type { OperationOutcome } from 'fhir/r5';
import { startSandbox, type Sandbox } from '../../sandbox/index.js';
import { EDITION_NAMES } from '../../src/contract/index.js';
import { editionNamed } from '../../src/editions/index.js';
import { stringifyJson } from '../../src/json/decimals.js';
import { buildRequestTask } from '../../src/products/request-task.js';
import { checkTask } from '../../src/rules/index.js';
import { check, requests } from '../../src/schemas/index.js';
import { anyProduct } from '../support/arbitraries.js';

jest.setTimeout(120_000);

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ pace: 'manual' });
});
afterAll(() => sandbox.close());

const context = (edition: (typeof EDITION_NAMES)[number]): Parameters<typeof buildRequestTask>[1] => ({
  kind: 'phpid',
  edition: editionNamed(edition),
  tracking: { system: 'urn:idmp-worker:request', value: 'phpid/default/p#run' },
  now: '2026-11-21T10:00:00.000Z',
});

describe('any product that the simple form allows', () => {
  it.each(EDITION_NAMES)('gives a Task that passes the checks of edition %s', (edition) => {
    fc.assert(
      fc.property(anyProduct, (product) => {
        const checked = check(requests.phpid, { product });
        expect(checked.issues).toEqual([]);
        const { task } = buildRequestTask(checked.value!, context(edition));
        const issues = checkTask(task, edition, 'phpid');
        expect(issues.filter(({ severity }) => severity === 'error' || severity === 'fatal')).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it.each(EDITION_NAMES)(
    'gives a Task that the sandbox of edition %s, which knows nothing of us, finds valid',
    async (edition) => {
      await fc.assert(
        fc.asyncProperty(anyProduct, async (product) => {
          const { task } = buildRequestTask(check(requests.phpid, { product }).value!, context(edition));
          const outcome = await got
            .post(`${sandbox.baseUrl(edition)}/Task/$validate`, {
              body: stringifyJson(task),
              headers: { 'content-type': 'application/fhir+json', 'ocp-apim-subscription-key': 'properties' },
            })
            .json<OperationOutcome>();
          expect(outcome.issue.filter(({ severity }) => severity === 'error')).toEqual([]);
        }),
        { numRuns: 50 },
      );
    },
  );
});
