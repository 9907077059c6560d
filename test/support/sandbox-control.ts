import { got } from 'got';
import type { Pace, Sandbox } from '../../sandbox/index.js';
import type { EditionName } from '../../src/contract/index.js';

export interface SandboxTask {
  edition: string;
  id: string;
  status: string;
  identifiers: { system?: string; value?: string }[];
  reads: number;
}

/** The sandbox's control endpoint, as a test uses it: the people, and the bad luck, behind the service. */
export function control(sandbox: { url: string } | Sandbox): {
  tasks(): Promise<SandboxTask[]>;
  move(
    edition: EditionName,
    id: string,
    change: { status: string; reason?: string; withoutOutput?: boolean },
  ): Promise<void>;
  vanish(edition: EditionName, id: string): Promise<void>;
  pace(pace: Pace): Promise<void>;
  fault(...faults: object[]): Promise<void>;
  requests(): Promise<Record<string, number>>;
} {
  const url = `${sandbox.url}/control`;
  return {
    tasks: () => got(`${url}/tasks`).json<SandboxTask[]>(),
    move: async (edition, id, json) => void (await got.post(`${url}/tasks/${edition}/${id}`, { json })),
    vanish: async (edition, id) => void (await got.delete(`${url}/tasks/${edition}/${id}`)),
    pace: async (pace) => void (await got.post(`${url}/pace`, { json: { pace } })),
    fault: async (...json) => void (await got.post(`${url}/faults`, { json })),
    requests: () => got(`${url}/requests`).json<Record<string, number>>(),
  };
}
