import type { Executable } from './executable.js';

/** A way that was tried, and why it led nowhere. */
export interface Attempt {
  readonly way: string;
  readonly reason: string;
}

/** An environment variable names something that cannot be run. */
export class ExecutablePathError extends Error {
  readonly code = 'EXECUTABLE_PATH';
  override readonly name = 'ExecutablePathError';

  constructor(variable: string, path: string, reason: string) {
    super(
      `${variable} is set to ${path}, but ${reason}. Set it to an executable, or unset it to have one found or fetched.`,
    );
  }
}

/** No way led to the executable; the message names each of them and what to do. */
export class ExecutableUnavailableError extends Error {
  readonly code = 'EXECUTABLE_UNAVAILABLE';
  override readonly name = 'ExecutableUnavailableError';

  constructor(
    executable: Executable,
    readonly attempts: readonly Attempt[],
  ) {
    const tried = attempts.map(({ way, reason }) => `  - ${way}: ${reason}`);
    const remedies = executable.remedies.map((remedy) => `  - ${remedy}`);
    super(
      [
        `No ${executable.title} here, and none could be fetched.`,
        'Tried:',
        ...tried,
        'Do one of these:',
        ...remedies,
      ].join('\n'),
    );
  }
}

/** The message of whatever was thrown. */
export function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
