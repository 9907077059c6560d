import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OperationOutcome, Task } from 'fhir/r5';
import { startSandbox, type Sandbox } from '../../sandbox/index.js';
import { EDITION_NAMES, type EditionName, type Kind, type RequestInput } from '../../src/contract/index.js';
import { stringifyJson } from '../../src/json/decimals.js';
import { gsidRequests, phpidRequests, taskFor, TRACKING } from './support/requests.js';
import type { Rule } from './support/rules/rule.js';
import { gsidRules, phpidRules } from './support/task-rules.js';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
});

afterAll(() => sandbox.close());

/** The errors that the sandbox finds: its rules were written apart from the product and from this test. */
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

function describeRules(
  edition: EditionName,
  kind: Kind,
  rules: Rule[],
  requests: Record<string, RequestInput>,
): void {
  const tasks = Object.entries(requests).map(([source, request]) => ({
    source,
    task: (): Task => taskFor(edition, kind, request),
  }));
  const good = (): Task => structuredClone(tasks[0]!.task());

  describe(`a ${kind} Task that is sent to ${edition}`, () => {
    for (const { name, holds } of rules) {
      it(`${edition}: ${name}`, () => {
        const breaks = tasks.filter(({ task }) => !holds(task())).map(({ source }) => source);
        expect(breaks).toEqual([]);
      });
    }
  });

  describe(`the rules of a ${kind} Task of ${edition} notice`, () => {
    for (const { name, holds, broken } of rules) {
      it(`a Task that breaks: ${name}`, () => {
        const task = good();
        broken(task);
        expect(holds(task)).toBe(false);
      });
    }
  });

  describe(`the sandbox agrees on a ${kind} Task of ${edition}`, () => {
    for (const { source, task } of tasks) {
      it(`made from ${source}: it is valid`, async () => {
        expect(await errorsOf(edition, task())).toEqual([]);
      });
    }
    for (const { name, broken } of rules.filter(({ enforced }) => enforced !== false)) {
      it(`that it is invalid, when broken: ${name}`, async () => {
        const task = good();
        broken(task);
        expect(await errorsOf(edition, task)).not.toEqual([]);
      });
    }
  });
}

for (const edition of EDITION_NAMES) {
  describeRules(edition, 'phpid', phpidRules(edition, TRACKING), phpidRequests(edition));
}

describeRules('2025-01', 'gsid', gsidRules(TRACKING), gsidRequests);

describe('a GSID request for an edition without them', () => {
  it.each(['2025-03', '2026-05'] as const)('is unsupported by %s', (edition) => {
    const request = gsidRequests['a minimal simple substance']!;
    expect(() => taskFor(edition, 'gsid', request)).toThrow(
      expect.objectContaining({ name: 'RequestProblem', type: 'UnsupportedByEdition' }),
    );
  });
});
