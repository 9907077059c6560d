import type { Client } from '@temporalio/client';
import type { DevServer } from '../dev/temporal/index.js';
import type { Figure } from './figure.js';

/** Environment that all benchmarks of a run share. */
export interface Bench {
  /** One server for the whole run, in memory. */
  temporal: DevServer;
  client: Client;
  /** Folder for files of this run. */
  folder: string;
  /** Prints a line of progress. */
  say(line: string): void;
  /** Size of a measurement: `quick` with `--quick`, which only checks that the benchmark runs. */
  size(full: number, quick: number): number;
}

/** Benchmark, which its letter selects. */
export interface Benchmark {
  title: string;
  run(bench: Bench): Promise<Figure[]>;
}
