import { inspect } from 'node:util';

const REDACTED = '[secret]';

/** A value that only `reveal` shows: logs, JSON, template strings and inspectors show a placeholder. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** Returns the value: the FHIR client needs it for a header, and the payload codec as its key. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  [inspect.custom](): string {
    return REDACTED;
  }
}
