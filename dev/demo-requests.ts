import { readFileSync } from 'node:fs';
import {
  EDITION_NAMES,
  KINDS,
  type EditionName,
  type Kind,
  type RequestInput,
} from '../src/contract/index.js';
import { editionNamed } from '../src/editions/index.js';

/** A request of the demo: the account that it goes to has its edition's name. */
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

/** One product in every edition, and a substance in each edition that has GSID requests. */
export function demoRequests(): DemoRequest[] {
  const sources: Record<Kind, object> = {
    phpid: { product: example('product-tablet.json') },
    gsid: { substance: example('substance.json') },
  };
  return KINDS.flatMap((kind) =>
    EDITION_NAMES.filter((edition) => editionNamed(edition).requests[kind] !== undefined).map((edition) =>
      demoRequest(kind, edition, sources[kind]),
    ),
  );
}
