import { assertExecutableFile, type Executable } from './executable.js';
import { findExecutable, type FindOptions } from './find.js';
import { startKept } from './kept-process.js';
import { mavenDownload } from './maven.js';
import { freePorts } from './ports.js';
import { untilAnswers } from './readiness.js';
import { sdkDownload } from './sdk-download.js';
import { TEST_SERVER_VERSION } from './versions.js';

const TITLE = 'time-skipping test server';
const START_TIMEOUT_MS = 60_000;

/** Temporal's test server that skips time, part of its Java SDK. */
export const timeSkippingServerExecutable: Executable = {
  title: TITLE,
  variable: 'TEMPORAL_TEST_SERVER_PATH',
  // Users do not install it themselves.
  commands: [],
  folder: `temporal-test-server-${TEST_SERVER_VERSION}`,
  file: process.platform === 'win32' ? 'temporal-test-server.exe' : 'temporal-test-server',
  ways: [sdkDownload({ what: 'test-server', title: TITLE, version: TEST_SERVER_VERSION }), mavenDownload],
  remedies: [
    'set TEMPORAL_TEST_SERVER_PATH to a temporal-test-server (https://github.com/temporalio/sdk-java/releases)',
    'allow this machine to reach temporal.download, and run the command again',
    'install Java and Maven, with access to a Maven repository, and run the command again',
  ],
  // It has no --version, and the start of a JVM for each check would take too long.
  check: assertExecutableFile,
  verify: starts,
};

/**
 * Path of a time-skipping test server, for `TestWorkflowEnvironment.createTimeSkipping` as `existing-path`: the one
 * that `TEMPORAL_TEST_SERVER_PATH` names, or fetched by an earlier run, or fetched now.
 *
 * @throws `ExecutablePathError`, `ExecutableUnavailableError`
 */
export async function timeSkippingServer(options: FindOptions = {}): Promise<string> {
  return await findExecutable(timeSkippingServerExecutable, options);
}

async function starts(path: string, env: NodeJS.ProcessEnv): Promise<void> {
  await assertExecutableFile(path);
  const [port] = (await freePorts(1)) as [number];
  const server = await startKept(path, [`${port}`], env);
  try {
    const up = await untilAnswers({
      address: `127.0.0.1:${port}`,
      question: ({ workflowService }) => workflowService.getSystemInfo({}),
      timeoutMs: START_TIMEOUT_MS,
      hasExited: () => server.hasExited(),
    });
    if (!up) throw new Error(`it does not start: ${server.output() || 'it says nothing'}`);
  } finally {
    await server.stop();
  }
}
