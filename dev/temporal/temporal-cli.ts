import type { Executable } from './executable.js';
import { findExecutable, type FindOptions } from './find.js';
import { goInstall } from './go-install.js';
import { runsVersion } from './runs-version.js';
import { sdkDownload } from './sdk-download.js';
import { CLI_VERSION } from './versions.js';

/** Build from its sources. */
export const cliGoInstall = goInstall({
  title: 'Temporal CLI',
  path: 'github.com/temporalio/cli/cmd/temporal',
  version: CLI_VERSION,
});

/** The Temporal CLI: dev server and web UI in one executable. */
export const temporalCliExecutable: Executable = {
  title: 'Temporal CLI',
  variable: 'TEMPORAL_CLI_PATH',
  commands: ['temporal'],
  folder: `temporal-cli-${CLI_VERSION}`,
  file: process.platform === 'win32' ? 'temporal.exe' : 'temporal',
  ways: [sdkDownload({ what: 'cli', title: 'Temporal CLI', version: CLI_VERSION }), cliGoInstall],
  remedies: [
    'install the Temporal CLI (https://docs.temporal.io/cli) so that `temporal` is on the PATH',
    'set TEMPORAL_CLI_PATH to the executable of a Temporal CLI',
    'allow this machine to reach temporal.download, and run the command again',
    'install Go (https://go.dev/dl), with access to a Go module proxy (GOPROXY), and run the command again',
  ],
  check: runsVersion,
  verify: runsVersion,
};

/**
 * Path of a Temporal CLI: the one that `TEMPORAL_CLI_PATH` names, or on the PATH, or fetched by an earlier run, or
 * fetched now.
 *
 * @throws `ExecutablePathError`, `ExecutableUnavailableError`
 */
export async function temporalCli(options: FindOptions = {}): Promise<string> {
  return await findExecutable(temporalCliExecutable, options);
}
