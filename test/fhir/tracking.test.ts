import { describe, expect, it } from '@jest/globals';
import type { Identifier, Task } from 'fhir/r5';
import { readTrackedWorkflow } from '../../src/fhir/index.js';

const SYSTEM = 'urn:idmp-worker:request';
const workflowOf = (...identifier: Identifier[]): string | null => {
  const task: Task = { resourceType: 'Task', status: 'requested', intent: 'proposal', identifier };
  return readTrackedWorkflow(task, SYSTEM);
};

describe('the workflow that a Task leads back to', () => {
  it('is before the run in its tracking identifier', () => {
    const theirs = { system: 'urn:idmp-worker:request-id', value: 'other#run' };
    expect(workflowOf(theirs, { system: SYSTEM, value: 'phpid/default/MPID 7#run-1' })).toBe(
      'phpid/default/MPID 7',
    );
  });

  it('may have the separator in its own id', () => {
    expect(workflowOf({ system: SYSTEM, value: 'order #7#run-1' })).toBe('order #7');
  });

  it.each<[string, Identifier[]]>([
    ['has none', []],
    ['has one of another system', [{ system: 'urn:other', value: 'a#b' }]],
    ['has one without a value', [{ system: SYSTEM }]],
    ['has one without a run', [{ system: SYSTEM, value: 'phpid/default/7' }]],
    ['has one without a workflow', [{ system: SYSTEM, value: '#run' }]],
    ['has one that is no text', [{ system: SYSTEM, value: 7 as unknown as string }]],
  ])('is unknown where the Task %s', (_name, identifiers) => {
    expect(workflowOf(...identifiers)).toBeNull();
  });
});
