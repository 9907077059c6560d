/**
 * Keeps a server: starts the command given as arguments and stops it when the process that requested it has ended,
 * however that ended (a closed IPC channel is noticed even after SIGKILL). A signal handler of that process cannot do this.
 *
 * Plain JavaScript, so that it starts at once under any runner and stays small.
 */
import { spawn } from 'node:child_process';
import process from 'node:process';
import { setTimeout } from 'node:timers';

const GRACE_MS = 5_000;

const [command, ...args] = process.argv.slice(2);
const server = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });

// Ignore signals to the group, because the parent process stops the server when it needs it no more.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});

process.on('disconnect', () => {
  server.kill('SIGTERM');
  setTimeout(() => server.kill('SIGKILL'), GRACE_MS).unref();
});

server.on('spawn', () => process.connected && process.send({ pid: server.pid }, () => {}));
server.on('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
server.on('exit', (code, signal) => {
  // Left to itself, the open IPC channel would keep this process alive.
  process.exit(code ?? (signal === 'SIGTERM' ? 0 : 1));
});
