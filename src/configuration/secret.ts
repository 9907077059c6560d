import { inspect } from 'node:util';

const REDACTED = '[secret]';

/** A value that shows itself to nobody but the one who asks: not to logs, JSON, template strings or inspectors. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself, for the one who uses it: the FHIR client for a header, the payload codec as its key. */
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
