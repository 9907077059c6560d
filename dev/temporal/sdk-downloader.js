/**
 * Has the Temporal SDK download an executable: `sdk-downloader.js cli|test-server FOLDER VERSION`. The SDK only does so
 * on the way to starting it. A process of its own, because that creates the SDK's native runtime (of which a process
 * has one, which the first user configures), and because a download that hangs can only be killed.
 */
import process from 'node:process';
import { TestWorkflowEnvironment } from '@temporalio/testing';

// The SDK's runtime catches signals, and then waits for the download. The pipe ends with the parent process.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));
process.stdin.resume().on('end', () => process.exit(1));

const [what, downloadDir, version] = process.argv.slice(2);
const options = { server: { executable: { type: 'cached-download', downloadDir, version } } };
try {
  const environment =
    what === 'cli'
      ? await TestWorkflowEnvironment.createLocal(options)
      : await TestWorkflowEnvironment.createTimeSkipping(options);
  await environment.teardown();
  process.exit(0);
} catch (error) {
  // The native error repeats itself at every level: "a: b: b: c".
  process.stderr.write([...new Set(error.message.split(': '))].join(': '), () => process.exit(1));
}
