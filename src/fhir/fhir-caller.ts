import type { FhirResource } from 'fhir/r5';
import type { Account } from '../configuration/accounts.js';
import type { Issue } from '../contract/index.js';
import type { CapabilitiesSource } from './capabilities.js';

export interface FhirAnswer {
  status: number;
  headers: Readonly<Record<string, string | undefined>>;
  /** Null where the body is empty. */
  resource: FhirResource | null;
  /** What the service says in `Warning: 299`: a version of its API ends, say. */
  warnings: Issue[];
}

export interface FhirCall {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Relative to the account's base, or an address that the service gave. */
  path: string;
  body?: FhirResource;
  headers?: Record<string, string>;
  /** Where the answer is in its headers, a body that is no FHIR counts as none. */
  bodyOptional?: boolean;
  signal?: AbortSignal | undefined;
}

/** One account's service, as those see it who make calls to it. */
export interface FhirCaller {
  readonly account: Account;
  readonly capabilities: CapabilitiesSource;
  /** @throws FhirError for everything but an answer with 2xx that can be read */
  call(call: FhirCall): Promise<FhirAnswer>;
}

/** A caller whose service's warnings are noted in a list, each once. */
export function collectWarnings(caller: FhirCaller, warnings: Issue[]): FhirCaller {
  return {
    account: caller.account,
    capabilities: caller.capabilities,
    call: async (call) => {
      const answer = await caller.call(call);
      const known = new Set(warnings.map(({ text }) => text));
      warnings.push(...answer.warnings.filter(({ text }) => !known.has(text)));
      return answer;
    },
  };
}
