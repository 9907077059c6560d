import { got } from 'got';
import type { Abilities, HeldRequest, Pace, Rate, Sandbox } from '../../sandbox/index.js';
import type { EditionName } from '../../src/contract/index.js';

export interface SandboxTask {
  edition: string;
  id: string;
  kind: 'phpid' | 'gsid' | 'abort';
  /** Id of the Task that an abort Task is about. */
  focus: string | null;
  status: string;
  identifiers: { system?: string; value?: string }[];
  reads: number;
  deleted: boolean;
}

/** Client of the sandbox's control endpoint, which simulates reviewers and faults of the service. */
export function control(sandbox: { url: string } | Sandbox): {
  tasks(): Promise<SandboxTask[]>;
  move(
    edition: EditionName,
    id: string,
    change: { status: string; reason?: string; withoutOutput?: boolean },
  ): Promise<void>;
  vanish(edition: EditionName, id: string): Promise<void>;
  pace(pace: Pace): Promise<void>;
  abortPace(pace: Pace): Promise<void>;
  /** Changes the service's abilities. Returns the current ones. */
  abilities(changes?: Partial<Abilities>): Promise<Abilities>;
  /** Lists the HTTP requests that a fault holds now, before or after their effect. */
  held(): Promise<HeldRequest[]>;
  fault(...faults: object[]): Promise<void>;
  clearFaults(): Promise<void>;
  requests(): Promise<Record<string, number>>;
  /** Advances the sandbox's clock. Returns its new time. */
  advance(seconds: number): Promise<string>;
  /** Counts HTTP requests, and the maximum within one second and within ten, since the start or the last reset. */
  rate(): Promise<Rate>;
  resetRate(): Promise<void>;
} {
  const url = `${sandbox.url}/control`;
  return {
    tasks: () => got(`${url}/tasks`).json<SandboxTask[]>(),
    move: async (edition, id, json) => void (await got.post(`${url}/tasks/${edition}/${id}`, { json })),
    vanish: async (edition, id) => void (await got.delete(`${url}/tasks/${edition}/${id}`)),
    pace: async (pace) => void (await got.post(`${url}/pace`, { json: { pace } })),
    abortPace: async (pace) => void (await got.post(`${url}/abort-pace`, { json: { pace } })),
    abilities: (json = {}) => got.post(`${url}/abilities`, { json }).json<Abilities>(),
    held: () => got(`${url}/held`).json<HeldRequest[]>(),
    fault: async (...json) => void (await got.post(`${url}/faults`, { json })),
    clearFaults: async () => void (await got.delete(`${url}/faults`)),
    requests: () => got(`${url}/requests`).json<Record<string, number>>(),
    advance: async (advanceSeconds) =>
      (await got.post(`${url}/clock`, { json: { advanceSeconds } }).json<{ now: string }>()).now,
    rate: () => got(`${url}/rate`).json<Rate>(),
    resetRate: async () => void (await got.delete(`${url}/rate`)),
  };
}
