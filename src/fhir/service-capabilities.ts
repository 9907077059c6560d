import { editionNamed } from '../editions/index.js';
import {
  deriveCapabilities,
  readStatement,
  type Capabilities,
  type CapabilitiesSource,
} from './capabilities.js';
import type { FhirCaller } from './fhir-caller.js';

/** Limits the milliseconds that a statement is cached. It changes only with a release of the service, and an old one is harmless. */
const CACHE_MS = 3_600_000;

/** Limits the milliseconds until the next read after a failed one. */
const CACHE_AFTER_FAILURE_MS = 300_000;

/** Abilities of one account's service, read from `GET metadata` and cached. A failed read does not fail the caller. */
export class ServiceCapabilities implements CapabilitiesSource {
  readonly #caller: Pick<FhirCaller, 'account' | 'call'>;
  readonly #now: () => number;
  /** The service's last statement. */
  #stated: Capabilities | null = null;
  #known: { read: Promise<Capabilities | null>; until: number } | null = null;

  constructor(caller: Pick<FhirCaller, 'account' | 'call'>, now: () => number = Date.now) {
    this.#caller = caller;
    this.#now = now;
  }

  /** Returns the service's statement, else its last statement, else the edition's facts. Never throws. */
  async get(): Promise<Capabilities> {
    if (this.#known === null || this.#known.until <= this.#now()) {
      // Concurrent callers share one read. Therefore a caller's cancellation does not end it; a call's own timeout does.
      const known = { read: this.#read(), until: this.#now() + CACHE_MS };
      this.#known = known;
      const now = await known.read;
      if (now !== null) this.#stated = now;
      else known.until = this.#now() + CACHE_AFTER_FAILURE_MS;
    }
    const { account } = this.#caller;
    return (await this.#known.read) ?? this.#stated ?? deriveCapabilities(editionNamed(account.edition));
  }

  /** Returns null when the service gives no valid statement. */
  async #read(): Promise<Capabilities | null> {
    try {
      const { resource } = await this.#caller.call({ method: 'GET', path: 'metadata' });
      return readStatement(resource);
    } catch {
      return null;
    }
  }
}
