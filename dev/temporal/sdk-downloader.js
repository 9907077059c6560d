/**
 * Has the Temporal SDK download an executable: `sdk-downloader.js cli|test-server FOLDER VERSION`. The SDK only does so
 * on the way to starting it. A process of its own, because that creates the SDK's native runtime (of which a process
 * has one, to be configured by whoever comes first), and because a download that hangs can only be killed.
 */
import process from 'node:process';
import { TestWorkflowEnvironment } from '@temporalio/testing';

const [what, downloadDir, version] = process.argv.slice(2);
const options = { server: { executable: { type: 'cached-download', downloadDir, version } } };
try {
  const environment =
    what === 'cli'
      ? await TestWorkflowEnvironment.createLocal(options)
      : await TestWorkflowEnvironment.createTimeSkipping(options);
  await environment.teardown();
} catch (error) {
  // The native error repeats itself at every level: "a: b: b: c".
  process.stderr.write([...new Set(error.message.split(': '))].join(': '));
  process.exitCode = 1;
}
