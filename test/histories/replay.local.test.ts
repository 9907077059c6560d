import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DeterminismViolationError } from '@temporalio/workflow';
import { CHANGES } from './support/changes.js';
import { prepareReplay, replay, type Replayed } from './support/replay.js';
import { storedHistories } from './support/stored.js';

jest.setTimeout(120_000);

const WORKFLOWS = fileURLToPath(new URL('../../src/workflows', import.meta.url));
const stored = storedHistories();
const names = stored.map(({ name }) => name);

beforeAll(prepareReplay);

describe('requests that earlier code has worked on are replayed by the code of today', () => {
  let replayed: Replayed;

  beforeAll(async () => {
    replayed = await replay(WORKFLOWS, stored);
  });

  it.each(names)('%s', (name) => {
    expect(replayed.has(name)).toBe(true);
    expect(replayed.get(name)).toBeNull();
  });
});

describe('changed workflow code', () => {
  it.each(CHANGES)('$sentence', async ({ changed, breaks, leaves }) => {
    const concerned = stored.filter(({ name }) => breaks?.(name) === true || leaves(name));
    const folder = changed();
    try {
      const replayed = await replay(folder.workflows, concerned);
      const outcomes = [...replayed].map(([name, error]) => ({ name, isViolation: isViolation(error) }));
      expect(outcomes).toEqual(concerned.map(({ name }) => ({ name, isViolation: breaks?.(name) === true })));
      expect(outcomes.some((each) => each.isViolation)).toBe(breaks !== null);
    } finally {
      folder.remove();
    }
  });
});

function isViolation(error: Error | null): boolean {
  if (error === null || error instanceof DeterminismViolationError) return error !== null;
  throw error;
}
