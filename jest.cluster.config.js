import config, { common } from './jest.config.js';

/**
 * Tests that run on Temporal with PostgreSQL (`npm run test:cluster`, which sets IDMP_TEST_CLUSTER): the tests of whole requests,
 * as they are on the dev server, and those that kill the server and its database.
 */
export default {
  ...common,
  displayName: 'cluster',
  // PostgreSQL and four server processes need the cores as well.
  maxWorkers: 2,
  testTimeout: config.testTimeout,
  testMatch: [
    '<rootDir>/test/{workflows,faults,commands}/*.system.test.ts',
    '<rootDir>/test/worker.system.test.ts',
    '<rootDir>/test/temporal/decimals.system.test.ts',
    '<rootDir>/test/cluster/*.cluster.test.ts',
  ],
  testPathIgnorePatterns: [
    '/node_modules/',
    // These have a server of their own: the dev server with dynamic configuration for short runs, or the time-skipping one.
    'test/workflows/(waiting|many-polls|backfill-runs|schedule)\\.system\\.test\\.ts$',
  ],
  globalSetup: '<rootDir>/test/support/global-setup.js',
  globalTeardown: '<rootDir>/test/support/global-teardown.js',
};
