import type { Account } from '../configuration/accounts.js';
import type { FhirAnswer, FhirCall } from './fhir-caller.js';
import { FhirError, type FhirErrorReason } from './fhir-error.js';
import { operationOf, pathOf, type FhirOperation } from './operations.js';

/** A call, as whoever measures may know it: no ids, no headers, no content. */
export interface ObservedCall {
  account: string;
  edition: string;
  method: FhirCall['method'];
  operation: FhirOperation;
  /** Where it goes; the path has `{id}` in place of ids. */
  server: { host: string; port: number; path: string };
}

/** How a call ended. */
export interface CallEnd {
  /** Null where no answer came. */
  status: number | null;
  /** Why the answer could not be used; `cancelled` where nobody waited for it any more. Null for a good one. */
  reason: FhirErrorReason | 'cancelled' | null;
  /** What the service asked for; null where it asked for nothing. */
  retryAfterSeconds: number | null;
  durationSeconds: number;
}

/** Told when a call is sent; answers whom to tell how it ended. Neither may throw. */
export type CallObserver = (call: ObservedCall) => (end: CallEnd) => void;

/** Makes a call, and tells the observer. */
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
