import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const KEEPER = fileURLToPath(new URL('./keeper.js', import.meta.url));
const LAST_LINES = 20;
const GRACE_MS = 10_000;

/** A server process that never outlives this one. */
export interface KeptProcess {
  /** Process id of the server itself. */
  readonly pid: number;
  /** Whether the server has ended, by itself or stopped. */
  hasExited(): boolean;
  /** Last lines of its output. */
  output(): string;
  /** Stops the server, kills it after ten seconds, and waits until it has ended. */
  stop(): Promise<void>;
  /** Ends it with SIGKILL, and waits until it is gone. */
  kill(): Promise<void>;
}

/**
 * Starts a server under a keeper (keeper.js), which stops it when this process ends, even by SIGKILL.
 *
 *     this process ──IPC──▶ keeper ──▶ server
 *
 * The keeper leads a process group of its own: a Ctrl-C in the terminal reaches this process alone, which can
 * then end its work against the server before it stops it. Neither keeps this process from exiting.
 *
 * @throws an Error when the command cannot be run
 */
export async function startKept(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<KeptProcess> {
  const keeper = spawn(process.execPath, [KEEPER, command, ...args], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
    windowsHide: true,
    // NODE_OPTIONS of a test runner or loader would only slow the keeper down.
    env: { ...env, NODE_OPTIONS: '' },
  });
  const output = collectOutput(keeper);
  // Not 'exit': that one may come before the last of the output.
  const gone = once(keeper, 'close');

  const pid = await Promise.race([firstPid(keeper), gone.then(() => null)]);
  if (pid === null) throw new Error(`cannot run ${command}: ${output()}`);
  setReferenced(keeper, false);

  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (hasExited(keeper)) return;
    setReferenced(keeper, true);
    signalProcess(pid, signal);
    const insist = setTimeout(() => signalProcess(pid, 'SIGKILL'), GRACE_MS);
    await gone;
    clearTimeout(insist);
  };
  return {
    pid,
    hasExited: () => hasExited(keeper),
    output,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

async function firstPid(keeper: ChildProcess): Promise<number> {
  const [message] = (await once(keeper, 'message')) as [{ pid: number }];
  return message.pid;
}

function hasExited(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function collectOutput(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      text = (text + chunk)
        .split('\n')
        .slice(-LAST_LINES - 1)
        .join('\n');
    });
  }
  return () => text.trim();
}

/** Whether the child and its pipes keep this process's event loop alive. */
function setReferenced(child: ChildProcess, referenced: boolean): void {
  const how = referenced ? 'ref' : 'unref';
  child[how]();
  child.channel?.[how]();
  // Pipes of child processes are sockets; the type of stdio says only that they are streams.
  for (const stream of [child.stdout, child.stderr])
    (stream as { ref(): void; unref(): void } | null)?.[how]();
}

function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // The process ended just now, as intended.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
