import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import which from 'which';
import type { Way } from './executable.js';
import { runLong } from './run.js';
import { SLF4J_VERSION, TEST_SERVER_VERSION } from './versions.js';

/** Time limit of the download: 33 MB, half a minute on a good line. */
const TIMEOUT_MS = 10 * 60_000;

/**
 * Fetches the time-skipping test server from Maven's repository, on machines that have Maven and Java: works where only
 * package registries do. The executable is a launcher script beside a folder of jars.
 */
export const mavenDownload: Way = {
  name: 'Maven',
  async fetch({ staging, file, env, onProgress }) {
    if (process.platform === 'win32') throw new Error('its launcher is a shell script, not for Windows');
    const path = env.PATH ?? '';
    const mvn = await which('mvn', { path, nothrow: true });
    if (!mvn) throw new Error('there is no mvn on the PATH');
    const doing = `Fetching the time-skipping test server ${TEST_SERVER_VERSION} with Maven`;
    onProgress(doing);
    await writeFile(join(staging, 'pom.xml'), POM);
    await runLong({
      command: mvn,
      args: [
        ...['--batch-mode', '--quiet', 'dependency:copy-dependencies'],
        ...['-DincludeScope=runtime', `-DoutputDirectory=${join(staging, 'lib')}`],
      ],
      cwd: staging,
      env,
      doing,
      timeoutMs: TIMEOUT_MS,
      onProgress,
    });
    await writeFile(join(staging, file), LAUNCHER);
    await chmod(join(staging, file), 0o755);
  },
};

/** Project with only dependencies, because `dependency:get` alone would leave out the transitive jars. */
const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>idmp-worker</groupId>
  <artifactId>time-skipping-test-server</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>io.temporal</groupId>
      <artifactId>temporal-test-server</artifactId>
      <version>${TEST_SERVER_VERSION}</version>
    </dependency>
    <dependency>
      <groupId>org.slf4j</groupId>
      <artifactId>slf4j-nop</artifactId>
      <version>${SLF4J_VERSION}</version>
    </dependency>
  </dependencies>
</project>
`;

/**
 * exec, so that a signal to the launcher reaches the server. The first tier of the compiler alone starts quicker,
 * and the SDK gives a server five seconds to start.
 */
const LAUNCHER = `#!/bin/sh
java=java
if [ -x "$JAVA_HOME/bin/java" ]; then java="$JAVA_HOME/bin/java"; fi
exec "$java" -XX:TieredStopAtLevel=1 -cp "$(dirname "$0")/lib/*" io.temporal.testserver.TestServer "$@"
`;
