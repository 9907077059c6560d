import { describe, expect, it } from '@jest/globals';
import type { OperationOutcome } from 'fhir/r5';
import { errorsAmong } from '../../src/contract/index.js';
import { issuesOf, isTransient } from '../../src/fhir/index.js';

/** Servers send unexpected issues, so their type is open. */
const issues = (issue: unknown): ReturnType<typeof issuesOf> =>
  issuesOf({ resourceType: 'OperationOutcome', issue } as OperationOutcome);

describe('the issues of an OperationOutcome', () => {
  it.each([
    ['details.text', { details: { text: 'A', coding: [{ display: 'B' }] }, diagnostics: 'C' }, 'A'],
    ["the coding's display", { details: { coding: [{ code: 'x', display: 'B' }] }, diagnostics: 'C' }, 'B'],
    ["the coding's code", { details: { coding: [{ code: 'x' }] }, diagnostics: 'C' }, 'x'],
    ['diagnostics', { diagnostics: 'C' }, 'C'],
    ['diagnostics, where the text is blank', { details: { text: ' ' }, diagnostics: 'C' }, 'C'],
  ])('have their text in %s', (_where, issue, text) => {
    expect(issues([{ severity: 'error', code: 'invalid', ...issue }])[0]?.text).toBe(text);
  });

  it('are as many as a history can hold: errors first, in their order, and the number of the others', () => {
    const many = Array.from({ length: 20_000 }, (_, index) => ({
      severity: index % 1_000 === 999 ? 'error' : 'warning',
      code: 'value',
      diagnostics: `${index} ${'x'.repeat(1_000_000 / 20_000)}`,
    }));
    const found = issues(many);
    expect(found).toHaveLength(101);
    expect(errorsAmong(found)).toHaveLength(20);
    expect(found[0]?.text).toMatch(/^0 /);
    expect(found.at(-1)).toMatchObject({
      severity: 'information',
      text: '19900 more issues of the service were omitted',
    });
  });

  it('are cut where one goes on for ever', () => {
    const [found] = issues([
      {
        severity: 'error',
        code: 'value',
        diagnostics: 'x'.repeat(5_000_000),
        expression: Array.from({ length: 5_000 }, () => 'Task.'.repeat(1_000)),
      },
    ]);
    expect(JSON.stringify(found).length).toBeLessThan(10_000);
    expect(found?.text).toMatch(/^x+…$/);
  });

  it('are all there, in their order', () => {
    const found = issues([
      { severity: 'warning', code: 'value', diagnostics: 'first' },
      { severity: 'fatal', code: 'structure', diagnostics: 'second' },
    ]);
    expect(found.map(({ severity, code, text }) => [severity, code, text])).toEqual([
      ['warning', 'value', 'first'],
      ['fatal', 'structure', 'second'],
    ]);
  });

  it('have their place in expression, or in the older location', () => {
    const [both, older, none] = issues([
      { severity: 'error', code: 'value', expression: ['Task.code'], location: ['/f:Task/f:code'] },
      { severity: 'error', code: 'value', location: ['/f:Task/f:code'] },
      { severity: 'error', code: 'value' },
    ]);
    expect(both?.expression).toEqual(['Task.code']);
    expect(older?.expression).toEqual(['/f:Task/f:code']);
    expect(none?.expression).toEqual([]);
  });

  it.each([
    ['no list', 'oops', []],
    ['missing', undefined, []],
    ['nothing', [null, 'text', 7], []],
  ])('are none where the list is %s', (_name, issue, expected) => {
    expect(issues(issue)).toEqual(expected);
  });

  it('are errors where their severity is unknown', () => {
    expect(issues([{ severity: 'terrible' }])).toEqual([
      { severity: 'error', code: 'unknown', text: expect.any(String), expression: [] },
    ]);
  });

  it.each([
    { details: 'text' },
    { details: { coding: null } },
    { details: { text: 7, coding: [null] } },
    { expression: 'Task.code' },
    { expression: [7, null] },
  ])('are read where they are malformed: %j', (issue) => {
    expect(issues([{ severity: 'error', code: 'value', diagnostics: 'C', ...issue }])[0]?.text).toEqual(
      expect.any(String),
    );
  });
});

describe('a verdict', () => {
  const verdict = (severity: string, code: string): ReturnType<typeof issuesOf> =>
    issues([{ severity, code }]);

  it.each([
    ['fatal', true],
    ['error', true],
    ['warning', false],
    ['information', false],
    ['success', false],
  ])('%s is an error: %s', (severity, isError) => {
    expect(errorsAmong(verdict(severity, 'value'))).toHaveLength(isError ? 1 : 0);
  });

  it.each(['transient', 'timeout', 'exception', 'lock-error', 'no-store', 'throttled', 'incomplete'])(
    'with an error of %s is none: nothing was judged',
    (code) => expect(isTransient(verdict('error', code))).toBe(true),
  );

  it.each(['invalid', 'required', 'invariant', 'value', 'not-found', 'business-rule', 'processing'])(
    'with an error of %s is one',
    (code) => expect(isTransient(verdict('error', code))).toBe(false),
  );
});
