import type { Executable } from '../temporal/executable.js';
import { findExecutable, type FindOptions } from '../temporal/find.js';
import { goInstall } from '../temporal/go-install.js';
import { runsVersion } from '../temporal/runs-version.js';
import { SERVER_VERSION } from '../temporal/versions.js';

const INSTALL_GO =
  'install Go (https://go.dev/dl), with access to a Go module proxy (GOPROXY), and run the command again';

/** Temporal's server without a database of its own. */
const server = program({
  title: 'Temporal server',
  variable: 'TEMPORAL_SERVER_PATH',
  file: 'temporal-server',
  path: 'go.temporal.io/server/cmd/server',
});

/** Tool that creates and upgrades the server's tables. It contains their definitions. */
const sqlTool = program({
  title: 'Temporal SQL tool',
  variable: 'TEMPORAL_SQL_TOOL_PATH',
  file: 'temporal-sql-tool',
  path: 'go.temporal.io/server/cmd/tools/sql',
});

/** Paths of two programs that must be of one version. */
export interface TemporalPrograms {
  server: string;
  sqlTool: string;
}

/**
 * Finds the programs that `TEMPORAL_SERVER_PATH` and `TEMPORAL_SQL_TOOL_PATH` name, or from the cache, or builds them.
 *
 * @throws `ExecutablePathError`, `ExecutableUnavailableError`
 */
export async function temporalPrograms(options: FindOptions = {}): Promise<TemporalPrograms> {
  // Build one after the other, because the second finds most of its modules compiled.
  return {
    server: await findExecutable(server, options),
    sqlTool: await findExecutable(sqlTool, options),
  };
}

function program({
  title,
  variable,
  file,
  path,
}: Pick<Executable, 'title' | 'variable' | 'file'> & { path: string }): Executable {
  return {
    title,
    variable,
    // A program on the PATH may be of a version that does not fit the tables.
    commands: [],
    folder: `${file}-${SERVER_VERSION}`,
    file,
    ways: [goInstall({ title, path, version: SERVER_VERSION })],
    remedies: [INSTALL_GO, `set ${variable} to a ${file} ${SERVER_VERSION}`],
    check: runsVersion,
    verify: runsVersion,
  };
}
