import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../support/processes.js';
import type { TestSystem } from '../../support/system.js';

/** The result of a command that has ended. */
export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** The command line as a process, connected to a test's Temporal, task queues and accounts. */
export interface CommandLine {
  /** Folder of this test. */
  folder: string;
  /** Environment of the commands. */
  env: Record<string, string>;
  idmp(args: string[], env?: Record<string, string>, stdin?: string): Promise<Ended>;
  /** Writes a new file with that content, and returns its path. */
  file(content: unknown): string;
  /** Deletes the folder. */
  close(): void;
}

/** Key of the accounts of a test system. */
export const KEY = 'test-key';

/** @param accounts entries of the accounts file, beside those of the system */
export function commandLine(system: TestSystem, accounts: Record<string, object> = {}): CommandLine {
  const folder = mkdtempSync(join(tmpdir(), 'idmp-commands-'));
  let files = 0;
  const file = (content: unknown): string => {
    const path = join(folder, `file-${(files += 1)}.json`);
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  };
  const own = [...system.config.accounts.values()].map(({ name, baseUrl, edition, polling }) => [
    name,
    { baseUrl, edition, polling, subscriptionKeyEnv: 'TEST_KEY' },
  ]);
  const accountsFile = file({ ...(Object.fromEntries(own) as object), ...accounts });
  const environment = {
    TEMPORAL_ADDRESS: system.address,
    IDMP_TASK_QUEUE: system.config.taskQueue,
    IDMP_FHIR_TASK_QUEUE: system.config.fhirTaskQueue,
    IDMP_ACCOUNTS_FILE: accountsFile,
    TEST_KEY: KEY,
  };
  return {
    folder,
    file,
    env: environment,
    idmp: async (args, env = {}, stdin) => {
      const process = run('src/starter.ts', args, { ...environment, ...env }, stdin);
      const { code } = await process.ended;
      return { code, stdout: process.stdout(), stderr: process.stderr() };
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
