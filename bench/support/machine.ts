import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, totalmem } from 'node:os';
import type { Client } from '@temporalio/client';

/** Describes the machine of the measurement, in one line. */
export function machine(): string {
  const [first] = cpus();
  return `${cpus().length} × ${first?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
}

/** Describes the versions of Temporal's SDK and of the client's server, in one line. */
export async function temporalVersions({ workflowService }: Client): Promise<string> {
  const { serverVersion } = await workflowService.getSystemInfo({});
  const file = createRequire(import.meta.url).resolve('@temporalio/client/package.json');
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
  return `Temporal server ${serverVersion} (dev server, in memory), SDK ${version}`;
}
