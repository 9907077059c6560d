import { describe, expect, it } from '@jest/globals';

type Refuse = (args: readonly string[], names: readonly string[]) => void;

// Plain JavaScript, because jest's configuration imports it.
const file = './select-projects.js';
const { refuseUnknownProjects } = (await import(file)) as { refuseUnknownProjects: Refuse };

const NAMES = ['unit', 'local', 'system'];
const given = (line: string) => (): void => refuseUnknownProjects(line.split(' '), NAMES);

describe('a command line for jest', () => {
  it.each([
    'test/json',
    'test/json --selectProjects unit',
    '--selectProjects unit local -t decimals',
    '--selectProjects=system --verbose test/json',
  ])('is accepted: %s', (line) => {
    expect(given(line)).not.toThrow();
  });

  it.each([
    '--selectProjects unit test/json',
    '--selectProjects=unit test/json',
    '--selectProjects test/json --verbose',
    '--selectProjects unti',
  ])('is refused with the command that does it: %s', (line) => {
    expect(given(line)).toThrow(/npm run test:unit -- PATH/);
  });
});
