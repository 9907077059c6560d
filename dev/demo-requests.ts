import { readFileSync } from 'node:fs';
import type { EditionName, Kind, RequestInput } from '../src/contract/index.js';

/** Request of the demo. Its account has the name of the edition. */
export interface DemoRequest {
  kind: Kind;
  edition: EditionName;
  workflowId: string;
  input: RequestInput;
}

function example(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../examples/${name}`, import.meta.url), 'utf8'));
}

function demoRequest(kind: Kind, edition: EditionName, source: object): DemoRequest {
  const input = { account: edition, ...source } as RequestInput;
  return { kind, edition, workflowId: `${kind}/${edition}/demo`, input };
}

/** One product in every edition, and a substance in the edition that has GSID requests. */
export function demoRequests(): DemoRequest[] {
  const product = example('product-tablet.json');
  const substance = example('substance.json');
  return [
    demoRequest('phpid', '2025-01', { product }),
    demoRequest('phpid', '2025-03', { product }),
    demoRequest('phpid', '2026-05', { product }),
    demoRequest('gsid', '2025-01', { substance }),
  ];
}
