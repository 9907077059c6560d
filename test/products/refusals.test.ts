import { describe, expect, it } from '@jest/globals';
import type { FhirResource, Task } from 'fhir/r5';
import type { AnyResource, EditionName, Kind, RequestInput } from '../../src/contract/index.js';
import { RequestProblem } from '../../src/products/request-problem.js';
import { phpidRequests, taskFor } from './support/requests.js';

function problemOf(edition: EditionName, kind: Kind, request: RequestInput): RequestProblem {
  try {
    taskFor(edition, kind, request);
  } catch (error) {
    if (error instanceof RequestProblem) return error;
    throw error;
  }
  throw new Error('the request was not refused');
}

const resources = (edition: EditionName): AnyResource[] =>
  phpidRequests(edition)['FHIR resources']!.resources!;
const without = (edition: EditionName, type: string): AnyResource[] =>
  resources(edition).filter(({ resourceType }) => resourceType !== type);
const organization: AnyResource = { resourceType: 'Organization', id: 'o-2', name: 'Other' } as AnyResource;

describe('resources that make no request', () => {
  it.each([
    ['2025-01', 'MedicinalProductDefinition'],
    ['2025-03', 'Ingredient'],
    ['2026-05', 'Organization'],
  ] as const)('are refused by %s without a(n) %s', (edition, type) => {
    const problem = problemOf(edition, 'phpid', { resources: without(edition, type) });
    expect(problem.type).toBe('InvalidRequest');
    expect(problem.issues).toEqual([
      {
        severity: 'error',
        code: 'required',
        text: expect.stringContaining(type),
        expression: ['input'],
      },
    ]);
  });

  it('are refused with two holders; the place of the second one is named', () => {
    const problem = problemOf('2025-01', 'phpid', { resources: [...resources('2025-01'), organization] });
    expect(problem.type).toBe('InvalidRequest');
    expect(problem.issues.map(({ expression }) => expression)).toEqual([['resources[3]']]);
  });

  it('are refused with an authorization in 2025-01, whose inputs have no code for it', () => {
    const problem = problemOf('2025-01', 'phpid', { resources: resources('2026-05') });
    expect(problem.issues).toEqual([
      {
        severity: 'error',
        code: 'not-supported',
        text: expect.stringMatching(/2025-01.*RegulatedAuthorization/),
        expression: ['resources[0]'],
      },
    ]);
  });

  it('are refused with a resource of another type; a Bundle and a Task name its place, too', () => {
    const patient = { resourceType: 'Patient', id: 'x' } as FhirResource;
    const bundle = phpidRequests('2026-05')['a Bundle with fullUrls']!.bundle!;
    const task = phpidRequests('2026-05')['a ready Task without inputs']!.task!;
    const places = [
      problemOf('2026-05', 'phpid', {
        bundle: { ...bundle, entry: [...bundle.entry!, { resource: patient }] },
      }),
      problemOf('2026-05', 'phpid', { task: { ...task, contained: [...task.contained!, patient] } }),
    ].map(({ issues }) => issues[0]?.expression);
    expect(places).toEqual([['bundle.entry[4].resource'], ['task.contained[4]']]);
  });

  it('are refused when one contains another: a Task has one level of them', () => {
    const nested = resources('2026-05').map((each) =>
      each.resourceType === 'MedicinalProductDefinition' ? { ...each, contained: [organization] } : each,
    );
    const problem = problemOf('2026-05', 'phpid', { resources: nested });
    expect(problem.type).toBe('InvalidRequest');
    expect(problem.issues[0]).toMatchObject({ severity: 'error', expression: ['resources[1].contained'] });
  });

  it('are refused with everything that is wrong, at once', () => {
    const problem = problemOf('2026-05', 'phpid', {
      resources: [{ resourceType: 'Patient' }, organization, organization],
    });
    expect(problem.issues.map(({ code }) => code).sort()).toEqual([
      'not-supported',
      'required',
      'required',
      'structure',
    ]);
    for (const { expression } of problem.issues) expect(problem.message).toContain(expression[0]);
  });

  it.each([
    ['an empty Bundle', { bundle: { resourceType: 'Bundle', type: 'collection' } }],
    ['a Task that contains nothing', { task: { resourceType: 'Task', status: 'draft', intent: 'order' } }],
  ] as [string, RequestInput][])('are refused: %s', (_name, request) => {
    expect(problemOf('2025-01', 'phpid', request).issues).toHaveLength(3);
  });
});

describe('inputs of a ready-made Task that cannot be put right', () => {
  const task = phpidRequests('2026-05')['a ready Task without inputs']!.task!;
  const withInput = (input: NonNullable<Task['input']>[number]): RequestInput => ({
    task: { ...task, input: [input] },
  });

  it('are refused where they refer to something that the Task does not contain', () => {
    const problem = problemOf(
      '2026-05',
      'phpid',
      withInput({ type: { text: 'product' }, valueReference: { reference: '#nothing' } }),
    );
    expect(problem.type).toBe('InvalidRequest');
    expect(problem.issues).toEqual([
      {
        severity: 'error',
        code: 'not-found',
        text: expect.stringContaining('#nothing'),
        expression: ['task.input[0]'],
      },
    ]);
  });

  it("are refused where a code of the edition's means something outside the Task", () => {
    const coding = [
      {
        system: 'http://umcterminologies.org/CodeSystem/task-input-type',
        code: 'organization-request-resource',
      },
    ];
    const problem = problemOf(
      '2026-05',
      'phpid',
      withInput({
        type: { coding },
        valueReference: { reference: 'https://elsewhere.example/Organization/1' },
      }),
    );
    expect(problem.issues[0]).toMatchObject({ severity: 'error', expression: ['task.input[0]'] });
  });
});

describe('a request of a kind that the edition has not', () => {
  it.each(['2025-03', '2026-05'] as const)('is refused by %s, which says what it has', (edition) => {
    const problem = problemOf(edition, 'gsid', { substance: { name: 'Hushamide', language: 'en' } });
    expect(problem.type).toBe('UnsupportedByEdition');
    expect(problem.message).toContain('phpid');
    expect(problem.issues[0]?.expression).toEqual(['kind']);
  });
});

describe('resources that make no GSID request', () => {
  it('are refused: a product has no place in one', () => {
    const problem = problemOf('2025-01', 'gsid', { resources: resources('2025-01') });
    expect(problem.type).toBe('InvalidRequest');
    expect(problem.issues.map(({ code }) => code)).toEqual([
      'not-supported',
      'not-supported',
      'not-supported',
      'required',
    ]);
  });
});

describe('a request whose Task would be larger than Temporal takes', () => {
  it('is refused with its size and the remedy', () => {
    const [product, ...others] = resources('2026-05');
    const text = {
      status: 'additional',
      div: `<div xmlns="http://www.w3.org/1999/xhtml">${'x'.repeat(2_000_000)}</div>`,
    };
    const large = { ...product, text } as AnyResource;
    const problem = problemOf('2026-05', 'phpid', { resources: [large, ...others] });
    expect(problem.type).toBe('InvalidRequest');
    expect(problem.issues).toEqual([
      {
        severity: 'error',
        code: 'too-long',
        text: expect.stringMatching(/ would have 2\d{6} bytes, and the limit is 1500000/),
        expression: ['resources'],
      },
    ]);
  });
});
