import { randomBytes } from 'node:crypto';
import { access, chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { execa } from 'execa';
import type { OnProgress } from '../temporal/executable.js';
import { startKept, type KeptProcess } from '../temporal/kept-process.js';
import { canReach, databaseUser, type DatabaseUser } from './database-user.js';
import { postgresPrograms } from './postgres-programs.js';

const HOST = '127.0.0.1';
const USER = 'temporal';
const START_TIMEOUT_MS = 60_000;
const TRY_AGAIN_MS = 200;

/** Address and credentials of the database. */
export interface DatabaseAccess {
  host: string;
  port: number;
  user: string;
  password: string;
}

/** A PostgreSQL of our own, with its data in a folder; it never outlives this process. */
export class Postgres {
  #process: KeptProcess | null = null;

  private constructor(
    readonly access: DatabaseAccess,
    private readonly programs: string,
    private readonly user: DatabaseUser,
    private readonly data: string,
  ) {}

  /** Creates the database folder below `folder`, unless it exists. Starts nothing. */
  static async prepare(folder: string, port: number, onProgress: OnProgress): Promise<Postgres> {
    const programs = await postgresPrograms(onProgress);
    const user = await databaseUser();
    const home = join(folder, 'postgres');
    await mkdir(home, { recursive: true });
    // The folder above may be root's alone; going through it is not reading it.
    await chmod(folder, 0o711);
    await user.owns(home);
    if (!(await canReach(user, home))) {
      throw new Error(`the user that runs PostgreSQL cannot reach ${home}: take another folder`);
    }
    const password = await passwordIn(home, user);
    const data = join(home, 'data');
    if (!(await exists(join(data, 'PG_VERSION')))) {
      onProgress(`making a PostgreSQL database in ${data}`);
      const access = ['--username', USER, '--auth', 'scram-sha-256', '--pwfile', passwordFile(home)];
      const [command, args] = user.runs(join(programs, 'initdb'), [
        ...['--pgdata', data, '--encoding', 'UTF8', '--locale', 'C', ...access],
      ]);
      await execa(command, args, { all: true, stdin: 'ignore', cwd: '/' });
    }
    return new Postgres({ host: HOST, port, user: USER, password }, programs, user, data);
  }

  get pid(): number | null {
    return this.isRunning ? this.#process!.pid : null;
  }

  get isRunning(): boolean {
    return this.#process !== null && !this.#process.hasExited();
  }

  /** Starts the database, and waits until it accepts connections. After a kill it recovers first. */
  async start(): Promise<void> {
    const deadline = Date.now() + START_TIMEOUT_MS;
    for (;;) {
      // Right after a kill, remaining processes may hold the shared memory. The new database then ends, and is started again.
      if (!this.isRunning) this.#process = await this.#spawn();
      if (await this.#isReady()) return;
      if (Date.now() > deadline) throw new Error(`PostgreSQL does not start: ${this.#process?.output()}`);
      await delay(TRY_AGAIN_MS);
    }
  }

  /** Ends the database with SIGKILL, without time to clean up. */
  async kill(): Promise<void> {
    await this.#process?.kill();
  }

  /** Stops the database at once (PostgreSQL's immediate shutdown), as when a machine crashes. */
  async stopAtOnce(): Promise<void> {
    await this.#end('SIGQUIT');
  }

  /** Stops the database in order (PostgreSQL's fast shutdown): it closes connections, and writes all data. */
  async stop(): Promise<void> {
    await this.#end('SIGINT');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (!this.isRunning) return;
    process.kill(this.#process!.pid, signal);
    // SIGTERM, which follows, would wait for clients. After one of these shutdowns it changes nothing.
    await this.#process!.stop();
  }

  async #spawn(): Promise<KeptProcess> {
    const settings = [`listen_addresses=${HOST}`, 'unix_socket_directories=', 'max_connections=200'];
    const [command, args] = this.user.runs(join(this.programs, 'postgres'), [
      ...['-D', this.data, '-p', `${this.access.port}`],
      ...settings.flatMap((setting) => ['-c', setting]),
    ]);
    return await startKept(command, args, process.env);
  }

  async #isReady(): Promise<boolean> {
    const { exitCode } = await execa(
      join(this.programs, 'pg_isready'),
      ['--host', HOST, '--port', `${this.access.port}`, '--username', USER, '--dbname', 'postgres'],
      { reject: false },
    );
    return exitCode === 0;
  }
}

const passwordFile = (home: string): string => join(home, 'password');

/** Reads the password, which is drawn once. Only the database's user may read the file. */
async function passwordIn(home: string, user: DatabaseUser): Promise<string> {
  const file = passwordFile(home);
  if (!(await exists(file))) {
    await writeFile(file, randomBytes(24).toString('base64url'), { mode: 0o600 });
    await user.owns(file);
  }
  return await readFile(file, 'utf8');
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
