/** Two projects, so that the quick tests speak first: `unit` needs no server, `system` runs on real ones. */
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

export default {
  // Most of the system tests wait for servers and timers: two at a time, also on a small machine.
  maxWorkers: 2,
  // On a busy machine everything takes longer; a test that hangs is found all the same.
  testTimeout: 60_000,
  testSequencer: './test/support/unit-first.js',
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      // The cluster's have a command of their own: npm run test:cluster.
      testPathIgnorePatterns: ['/node_modules/', '\\.(system|cluster)\\.test\\.ts$'],
    },
    {
      ...common,
      displayName: 'system',
      testMatch: ['<rootDir>/test/**/*.system.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', ...longer],
      globalSetup: '<rootDir>/test/support/global-setup.js',
      globalTeardown: '<rootDir>/test/support/global-teardown.js',
    },
  ],
};
