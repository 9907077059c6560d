import type { Account } from '../configuration/accounts.js';
import type { FhirAnswer, FhirCall } from './fhir-caller.js';
import { FhirError, type FhirErrorReason } from './fhir-error.js';
import { operationOf, pathOf, type FhirOperation } from './operations.js';

/** Data of a call for metrics and traces: without ids, headers and content. */
export interface ObservedCall {
  account: string;
  edition: string;
  method: FhirCall['method'];
  operation: FhirOperation;
  /** Address of the call. The path has `{id}` in place of ids. */
  server: { host: string; port: number; path: string };
}

/** Result of a call. */
export interface CallEnd {
  /** Null if there was no answer. */
  status: number | null;
  /** Reason why the answer could not be used, or `cancelled` if the caller stopped waiting. Null for a usable answer. */
  reason: FhirErrorReason | 'cancelled' | null;
  /** Value of the service's `Retry-After`; null without this header. */
  retryAfterSeconds: number | null;
  durationSeconds: number;
}

/** Receives a call when it is sent, and returns the function that receives its end. Both must not throw. */
export type CallObserver = (call: ObservedCall) => (end: CallEnd) => void;

/** Makes a call, and reports it to the observer. */
export async function observeCall(
  observer: CallObserver,
  account: Account,
  call: FhirCall,
  send: () => Promise<FhirAnswer>,
): Promise<FhirAnswer> {
  const reportEnd = observer(describeCall(account, call));
  const startedAt = performance.now();
  const end = (outcome: Omit<CallEnd, 'durationSeconds'>): void =>
    reportEnd({ ...outcome, durationSeconds: (performance.now() - startedAt) / 1_000 });
  try {
    const answer = await send();
    end({ status: answer.status, reason: null, retryAfterSeconds: null });
    return answer;
  } catch (error) {
    const { status, reason, retryAfterSeconds } =
      error instanceof FhirError
        ? error
        : { status: null, reason: 'cancelled' as const, retryAfterSeconds: null };
    end({ status, reason, retryAfterSeconds });
    throw error;
  }
}

function describeCall({ name, edition, baseUrl }: Account, call: FhirCall): ObservedCall {
  const operation = operationOf(call);
  const base = new URL(baseUrl);
  return {
    account: name,
    edition,
    method: call.method,
    operation,
    server: {
      host: base.hostname,
      port: base.port === '' ? (base.protocol === 'https:' ? 443 : 80) : Number(base.port),
      path: `${base.pathname.replace(/\/$/, '')}/${pathOf(operation)}`,
    },
  };
}
