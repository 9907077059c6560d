import type { AddressInfo } from 'node:net';
import { GUIDE_ABILITIES, type Abilities } from './abilities.js';
import type { EditionName } from './editions/index.js';
import { Arrivals } from './http/arrivals.js';
import { Faults } from './http/faults.js';
import type { Pace } from './pace.js';
import { buildServer } from './server.js';
import { Store, type Settings } from './store/store.js';
import { TaskOffice } from './tasks/office.js';

export type { Abilities } from './abilities.js';
export type { EditionName } from './editions/index.js';
export type { Rate } from './http/arrivals.js';
export type { HeldRequest } from './http/held.js';
export type { Pace } from './pace.js';

/** Options of a start. */
export interface SandboxOptions {
  /** Address to listen on; default `127.0.0.1`. */
  host?: string;
  /** Port to listen on; default 0, any free one. */
  port?: number;
  /** Append-only NDJSON file; with it the state survives SIGKILL and restart. Default: the state is not kept. */
  dataFile?: string;
  /**
   * Steps by which Tasks move on. Default: the pace of the data file, else in progress after a second and completed
   * three seconds later.
   */
  pace?: Pace;
  /**
   * Steps by which abort Tasks are decided. Default: the pace of the data file, else granted (`completed`) two seconds after
   * their submission.
   */
  abortPace?: Pace;
  /**
   * Abilities that differ from those of the guide (`delete` alone). Default: the abilities of the data file, else those
   * of the guide.
   */
  abilities?: Partial<Abilities>;
  /** Offset of the sandbox's clock at the start, in seconds. Default: the offset of the data file, else 0. */
  clockOffsetSeconds?: number;
  /** Logs requests as JSON on stderr; default false. */
  logger?: boolean;
}

/** A running sandbox. */
export interface Sandbox {
  /** `http://HOST:PORT`, without a slash at the end. */
  url: string;
  /** Base of an edition's FHIR service. */
  baseUrl(edition: EditionName): string;
  /** Stops the sandbox and closes open connections. */
  close(): Promise<void>;
}

/** Settings of this start, which replace those of the data file. */
function settings({ pace, abortPace, abilities }: SandboxOptions): Partial<Settings> {
  return {
    ...(pace === undefined ? {} : { pace }),
    ...(abortPace === undefined ? {} : { abortPace }),
    ...(abilities === undefined ? {} : { abilities: { ...GUIDE_ABILITIES, ...abilities } }),
  };
}

const WILDCARDS = ['0.0.0.0', '::'];

/**
 * Starts a stand-in for the IDMP service: FHIR R5 over HTTP, all editions of the guide, and a control
 * endpoint under `/control`.
 * @throws Error when the port is taken, or the data file is not a sandbox's
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { host = '127.0.0.1', port = 0, dataFile, clockOffsetSeconds, logger = false } = options;
  const store = new Store(dataFile, settings(options));
  if (clockOffsetSeconds !== undefined) store.record({ entry: 'clock', offsetMs: clockOffsetSeconds * 1000 });
  const office = new TaskOffice(store);
  const context = { store, office, faults: new Faults(), counts: new Map(), arrivals: new Arrivals() };
  const app = buildServer(context, logger);
  try {
    await app.listen({ host, port });
  } catch (error) {
    store.close();
    throw error;
  }
  const { port: actual } = app.server.address() as AddressInfo;
  const name = WILDCARDS.includes(host) ? '127.0.0.1' : host;
  const url = `http://${name.includes(':') ? `[${name}]` : name}:${actual}`;
  return {
    url,
    baseUrl: (edition) => `${url}/${edition}`,
    close: async () => {
      await app.close();
      store.close();
    },
  };
}
