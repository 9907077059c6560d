import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Cluster } from '../../../dev/cluster/index.js';
import { fixedPorts } from '../../../dev/temporal/ports.js';
import { onCluster } from '../../support/on-cluster.js';
import {
  PARTS,
  startPostgres,
  startSandboxProcess,
  startTemporal,
  startWorker,
  type Part,
  type PartName,
  type Places,
} from './parts.js';
import { PatientClient } from './patient-client.js';
import { SandboxUnderTest } from './sandbox.js';

/** A folder in memory where the machine has one: a SIGKILL does not delete it, and a disk would be the slowest part. */
const TEMPORARY = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** Options of the parts; see {@link Places}. */
export type FaultSystemOptions = Partial<Pick<Places, 'dynamicConfig' | 'isSplit'>>;

/** Time that a frozen worker runs between two looks, in milliseconds: less than the time of any activity. */
const SLICE_MS = 4;
/** Time in which the server takes in everything that a frozen worker had sent before, in milliseconds. */
const SETTLED_MS = 100;

/**
 * The whole service as an operator runs it, in three processes. Each can be killed, and restarted on the same port with
 * the same data.
 *
 *     worker ──▶ Temporal server ──▶ temporal.db
 *       └──────▶ sandbox ──▶ sandbox.ndjson
 *
 * On a cluster (`npm run test:cluster`), Temporal's data are in a PostgreSQL, which is a fourth part.
 */
export class FaultSystem {
  static readonly #all = new Set<FaultSystem>();

  client!: PatientClient;
  readonly sandbox: SandboxUnderTest;
  /** Time at which the latest worker had started, in milliseconds since 1970. */
  workerStartedAt = 0;
  readonly #parts = new Map<PartName, Part>();
  #stopped = false;

  private constructor(readonly places: Places) {
    this.sandbox = new SandboxUnderTest(`http://127.0.0.1:${places.sandboxPort}`);
    FaultSystem.#all.add(this);
  }

  static async start({ dynamicConfig = {}, isSplit = false }: FaultSystemOptions = {}): Promise<FaultSystem> {
    const folder = await mkdtemp(join(onCluster() ? tmpdir() : TEMPORARY, 'idmp-faults-'));
    const [temporalPort, sandboxPort] = (await fixedPorts(2)) as [number, number];
    const system = new FaultSystem({ folder, temporalPort, sandboxPort, dynamicConfig, isSplit });
    if (onCluster()) {
      system.places.cluster = await Cluster.start({ folder, port: temporalPort, dynamicConfig });
    }
    const parts: PartName[] = [...PARTS, ...(isSplit ? (['fhirWorker'] as const) : [])];
    await Promise.all(parts.map((name) => system.restart(name)));
    system.client = await PatientClient.connect(`127.0.0.1:${temporalPort}`, () => system.deathNote());
    return system;
  }

  /** Ends all systems of this file, also those whose start failed or was not awaited. Call it after the tests. */
  static async stopAll(): Promise<void> {
    await Promise.all([...FaultSystem.#all].map((system) => system.#stop()));
    FaultSystem.#all.clear();
  }

  /** Ends a part with SIGKILL by default, so that it cannot do anything first. */
  async kill(name: PartName, end = (part: Part): Promise<void> => part.kill()): Promise<void> {
    const part = this.#parts.get(name);
    this.#parts.delete(name);
    if (part !== undefined) await end(part);
  }

  /** Starts a part that is not running, and waits until it is ready. */
  async restart(name: PartName): Promise<void> {
    const part = await this.#start(name);
    this.#parts.set(name, part);
    if (this.#stopped) await this.kill(name);
  }

  async #start(name: PartName): Promise<Part> {
    switch (name) {
      case 'worker': {
        const worker = await startWorker(this.places, this.places.isSplit ? 'workflows' : 'all');
        this.workerStartedAt = worker.startedAt;
        return worker;
      }
      case 'fhirWorker':
        return await startWorker(this.places, 'fhir');
      case 'temporal':
        return await startTemporal(this.places);
      case 'postgres':
        return await startPostgres(this.places);
      case 'sandbox':
        return await startSandboxProcess(this.places);
    }
  }

  /**
   * Lets the worker run in small slices until `holds` is true for the other parts, and leaves it frozen there. A kill
   * can then meet a step of few milliseconds.
   */
  async freezeWorkerWhen(holds: () => Promise<boolean>, what: string): Promise<void> {
    const end = Date.now() + 30_000;
    while (Date.now() < end) {
      this.freezeWorker();
      if (await holds()) {
        await delay(SETTLED_MS);
        if (await holds()) return;
      }
      this.thawWorker();
      await delay(SLICE_MS);
    }
    throw new Error(`the worker never came to ${what}`);
  }

  freezeWorker(): void {
    this.#parts.get('worker')?.signal('SIGSTOP');
  }

  thawWorker(): void {
    this.#parts.get('worker')?.signal('SIGCONT');
  }

  /** Returns the last output of a part that ended without being killed here; null while all is well. */
  deathNote(): string | null {
    for (const part of this.#parts.values()) {
      const note = part.deathNote();
      if (note !== null) return note;
    }
    return null;
  }

  async #stop(): Promise<void> {
    this.#stopped = true;
    await this.client?.close();
    await Promise.all([...this.#parts.keys()].map((name) => this.kill(name)));
    await this.places.cluster?.stop();
    await rm(this.places.folder, { recursive: true, force: true });
  }
}
