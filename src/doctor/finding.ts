/** What the doctor found out about one thing. */
export interface Finding {
  /** `Temporal`, `task queue idmp`, `account default`. */
  subject: string;
  /** `error`: requests cannot go on as they are; `warning`: they can, and somebody should know. */
  level: 'ok' | 'warning' | 'error';
  text: string;
  /** What to do about it; null where nothing is to be done. */
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

/** The message of whatever was thrown, on one line. */
export function messageOf(thrown: unknown): string {
  return (thrown instanceof Error ? thrown.message : String(thrown)).replaceAll(/\s+/g, ' ').trim();
}
