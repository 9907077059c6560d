import type { Executable } from './executable.js';

/** Failed attempt, with its reason. */
export interface Attempt {
  readonly way: string;
  readonly reason: string;
}

/** An environment variable names a file that cannot be run. */
export class ExecutablePathError extends Error {
  readonly code = 'EXECUTABLE_PATH';
  override readonly name = 'ExecutablePathError';

  constructor(variable: string, path: string, reason: string) {
    super(
      `${variable} is set to ${path}, but ${reason}. Set it to an executable, or unset it to have one found or fetched.`,
    );
  }
}

/** The executable was not found or fetched. The message has every attempt and the remedies. */
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
