import { describe, expect, it } from '@jest/globals';
import type { Task } from 'fhir/r5';
import { failureOf, run } from '../activities/support/activities.js';
import { accountAt } from '../fhir/support/account.js';
import { minimalProduct, taskFor } from '../products/support/requests.js';
import { withFhirServer } from '../support/fhir-server.js';

const good = (): Task => taskFor('2026-05', 'phpid', { product: minimalProduct });

describe('a Task that breaks a rule of the edition', () => {
  it(
    'ends the request as ValidationFailed, found here, and is not sent',
    withFhirServer(async (server) => {
      const { authoredOn: _authoredOn, ...task } = good();
      const accounts = [accountAt(server.baseUrl, { edition: '2025-03' })];
      const failure = await failureOf(run('validateTask', accounts, { account: 'default', task }));
      expect(failure).toMatchObject({ type: 'ValidationFailed', nonRetryable: true });
      expect(failure.message).toMatch(/edition 2025-03; found here, before anything was sent: /);
      expect(failure.detail.issues).toContainEqual(
        expect.objectContaining({ severity: 'error', code: 'required', expression: ['Task.authoredOn'] }),
      );
      expect(server.requests).toEqual([]);
    }),
  );
});

describe('a Task that has warnings only', () => {
  it(
    'is sent, and they are told beside the service’s',
    withFhirServer(async (server) => {
      const odd = { severity: 'warning', code: 'value', diagnostics: 'Odd.' };
      server.on('POST', 'Task/$validate', { body: { resourceType: 'OperationOutcome', issue: [odd] } });
      const task = good();
      task.contained![0]!.meta = { profile: ['http://example.org/StructureDefinition/Mine'] };
      const accounts = [accountAt(server.baseUrl, { edition: '2026-05' })];
      const issues = await run('validateTask', accounts, { account: 'default', task });
      expect(issues.map(({ expression, text }) => expression[0] ?? text)).toEqual([
        'Task.contained[0].meta.profile[0]',
        'Odd.',
      ]);
    }),
  );
});
