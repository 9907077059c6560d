import { refuseUnknownProjects, selected } from './test/support/select-projects.js';

/**
 * Three projects, the quick one first (docs/contributing/testing.md):
 *
 * - `unit`: functions and classes only. Its environment refuses servers, connections and processes.
 * - `local`: real HTTP servers, processes and shells on this machine, without Temporal.
 * - `system`: workers on a real Temporal server.
 */
export const common = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'es6' } },
    ],
  },
};

/** Suites that have a script of their own, which sets the variable: the usual one would take too long with them. */
const LONGER = { IDMP_TEST_POLLS: 'workflows/many-polls', IDMP_FAULT_SECONDS: 'faults/random' };
const longer = Object.entries(LONGER).flatMap(([variable, file]) =>
  process.env[variable] ? [] : [`test/${file}\\.system\\.test\\.ts$`],
);

const projects = [
  {
    ...common,
    displayName: 'unit',
    testMatch: ['<rootDir>/test/**/*.test.ts'],
    // The cluster's have a command of their own: npm run test:cluster.
    testPathIgnorePatterns: ['/node_modules/', '\\.(local|system|cluster)\\.test\\.ts$'],
    testEnvironment: '<rootDir>/test/support/pure-environment.js',
  },
  {
    ...common,
    displayName: 'local',
    testMatch: ['<rootDir>/test/**/*.local.test.ts'],
  },
  {
    ...common,
    displayName: 'system',
    testMatch: ['<rootDir>/test/**/*.system.test.ts'],
    testPathIgnorePatterns: ['/node_modules/', ...longer],
    globalSetup: '<rootDir>/test/support/global-setup.js',
    globalTeardown: '<rootDir>/test/support/global-teardown.js',
  },
];

refuseUnknownProjects(
  process.argv,
  projects.map(({ displayName }) => displayName),
);

export default {
  // Most of the system tests wait for servers and timers. On two cores, three at a time keep the cores busy.
  maxWorkers: 3,
  // On a busy machine everything takes longer; a test that hangs is found all the same.
  testTimeout: 60_000,
  testSequencer: './test/support/unit-first.js',
  projects: selected(projects, process.env.TEST_PROJECT),
};
