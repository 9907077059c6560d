/** The result of a check of one thing. */
export interface Finding {
  /** For example `Temporal`, `task queue idmp`, `account default`. */
  subject: string;
  /** `error`: requests cannot continue; `warning`: they can, but an operator should know. */
  level: 'ok' | 'warning' | 'error';
  text: string;
  /** The operator's next step. Null for level `ok`. */
  remedy: string | null;
}

export function ok(subject: string, text: string): Finding {
  return { subject, level: 'ok', text, remedy: null };
}

export function warning(subject: string, text: string, remedy: string): Finding {
  return { subject, level: 'warning', text, remedy };
}

export function error(subject: string, text: string, remedy: string): Finding {
  return { subject, level: 'error', text, remedy };
}

/** Returns the message of a thrown value, on one line. */
export function messageOf(thrown: unknown): string {
  return (thrown instanceof Error ? thrown.message : String(thrown)).replaceAll(/\s+/g, ' ').trim();
}
