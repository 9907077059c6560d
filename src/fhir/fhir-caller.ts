import type { FhirResource } from 'fhir/r5';
import type { Account } from '../configuration/accounts.js';
import type { Issue } from '../contract/index.js';
import type { CapabilitiesSource } from './capabilities.js';

/** An answer with a status of 2xx. */
export interface FhirAnswer {
  status: number;
  headers: Readonly<Record<string, string | undefined>>;
  /** Null if the body is empty. */
  resource: FhirResource | null;
  /** Texts of the header `Warning: 299`, for example about the end of an API version. */
  warnings: Issue[];
}

/** A call to the FHIR service. */
export interface FhirCall {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Relative to the account's base, or an address that the service gave. */
  path: string;
  body?: FhirResource;
  headers?: Record<string, string>;
  /** Treats a body that is not FHIR as empty, because the headers contain the answer. */
  bodyOptional?: boolean;
  signal?: AbortSignal | undefined;
}

/** The service of one account, as an interface for callers. */
export interface FhirCaller {
  readonly account: Account;
  readonly capabilities: CapabilitiesSource;
  /** @throws FhirError unless the answer has a status of 2xx and can be read */
  call(call: FhirCall): Promise<FhirAnswer>;
}

/** Wraps a caller so that each warning of its service is added to a list once. */
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
