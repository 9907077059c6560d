import { spawn } from 'node:child_process';
import { mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { isFree } from '../temporal/ports.js';
import { clusterFolder } from './folder.js';
import { runningIn, type RunningCluster } from './running.js';
import { watchOver } from './watch.js';

const say = (line: string): boolean => process.stderr.write(`${line}\n`);

const MAIN = fileURLToPath(import.meta.url);
/** Temporal's usual port, used if it is free. */
const PORT = 7233;
const LOOK_EVERY_MS = 200;
/** Time limit of the start: two minutes to build and some seconds to start, several times that on slow machines. */
const UP_TIMEOUT_MS = 45 * 60_000;
const DOWN_TIMEOUT_MS = 60_000;

interface Flags {
  folder?: string;
}

const folderOf = async ({ folder }: Flags): Promise<string> => folder ?? (await clusterFolder());

async function up(flags: Flags): Promise<void> {
  const folder = await folderOf(flags);
  const present = await runningIn(folder);
  if (present !== null) return describe('is up already', folder, present);
  mkdirSync(folder, { recursive: true });
  const log = join(folder, 'cluster.log');
  const output = openSync(log, 'w');
  say(`bringing up Temporal on PostgreSQL; the first time, Go builds the server for some minutes (${log})`);
  const watcher = spawn(process.execPath, ['--import', 'tsx', MAIN, 'watch', '--folder', folder], {
    detached: true,
    stdio: ['ignore', output, output],
  });
  const deadline = Date.now() + UP_TIMEOUT_MS;
  while (watcher.exitCode === null && watcher.signalCode === null && Date.now() < deadline) {
    const running = await runningIn(folder);
    if (running !== null) {
      watcher.unref();
      return describe('is up', folder, running);
    }
    await delay(LOOK_EVERY_MS);
  }
  watcher.kill('SIGTERM');
  throw new Error(`the cluster did not come up:\n${readFileSync(log, 'utf8').trim()}`);
}

function describe(what: string, folder: string, { address, serverPid, postgresPid }: RunningCluster): void {
  say(`
Temporal on PostgreSQL ${what}; its data are in ${folder}.

  Temporal server   ${address}  (process ${serverPid ?? 'none at this moment'})
  PostgreSQL        process ${postgresPid ?? 'none at this moment'}

  export TEMPORAL_ADDRESS=${address}
`);
}

async function status(flags: Flags): Promise<void> {
  const running = await runningIn(await folderOf(flags));
  if (running === null) say('no cluster runs');
  else process.stdout.write(`${JSON.stringify(running, null, 2)}\n`);
  process.exitCode = running === null ? 1 : 0;
}

async function down(flags: Flags): Promise<void> {
  const folder = await folderOf(flags);
  const running = await runningIn(folder);
  if (running === null) return void say('no cluster runs');
  process.kill(running.pid, 'SIGTERM');
  const deadline = Date.now() + DOWN_TIMEOUT_MS;
  while (isAlive(running.pid)) {
    if (Date.now() > deadline) throw new Error(`process ${running.pid} does not end`);
    await delay(LOOK_EVERY_MS);
  }
  say(`the cluster is down; its data stay in ${folder}`);
}

async function kill(part: 'serverPid' | 'postgresPid', flags: Flags): Promise<void> {
  const pid = (await runningIn(await folderOf(flags)))?.[part] ?? null;
  if (pid === null) throw new Error('it does not run');
  process.kill(pid, 'SIGKILL');
  say(`killed process ${pid}; it is started again within a second or two`);
}

async function watch({ folder }: Required<Flags>): Promise<void> {
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ending.abort());
  const port = (await isFree(PORT)) ? { port: PORT } : {};
  await watchOver({ folder, ...port, onProgress: say }, ending.signal);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const program = new Command('scripts/cluster').description(
  'Temporal on PostgreSQL, as in production, without Docker',
);
const FOLDER = ['--folder <folder>', 'where its data are (default: .idmp/cluster)'] as const;
const command = (name: string, description: string, action: (flags: Flags) => Promise<void>): Command =>
  program
    .command(name)
    .description(description)
    .option(...FOLDER)
    .action(action);
command('up', 'bring it up, and leave it running', up);
command('down', 'end it; its data stay', down);
command('status', 'print where it is; exit code 1 where none runs', status);
command('kill-server', 'end the Temporal server with SIGKILL; it comes back', (flags) =>
  kill('serverPid', flags),
);
command('kill-postgres', 'end PostgreSQL with SIGKILL; it comes back', (flags) => kill('postgresPid', flags));
// Process that `up` leaves running.
program
  .command('watch', { hidden: true })
  .requiredOption(...FOLDER)
  .action(watch);

try {
  await program.parseAsync();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
