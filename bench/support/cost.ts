import type { MeasuredProcess } from './measured-process.js';
import { cpuMs } from './proc.js';

/** Wall time, and processor time of the processes involved, in milliseconds. */
export interface Cost {
  ms: number;
  worker: number;
  /** The Temporal server. */
  server: number;
  /** The sandbox, which represents the remote service. */
  service: number;
}

/** Processes whose time is measured. */
export interface Doers {
  worker: MeasuredProcess;
  serverPid: number;
  service?: MeasuredProcess;
}

/** Runs `work`, and returns its cost. */
export async function costOf(
  { worker, serverPid, service }: Doers,
  work: () => Promise<unknown>,
): Promise<Cost> {
  const read = (): Cost => ({
    ms: performance.now(),
    worker: worker.cpuMs(),
    server: cpuMs(serverPid),
    service: service?.cpuMs() ?? 0,
  });
  const before = read();
  await work();
  const after = read();
  return {
    ms: after.ms - before.ms,
    worker: after.worker - before.worker,
    server: after.server - before.server,
    service: after.service - before.service,
  };
}

/** Processor time without the service's, because the service runs on another machine in production. */
export function ownCpu({ worker, server }: Cost): number {
  return worker + server;
}
