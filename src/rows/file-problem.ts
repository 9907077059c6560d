/** A problem with a whole file of a backfill. The message names the file and the remedy. */
export class FileProblem extends Error {
  override readonly name = 'FileProblem';
}

/** Creates an error handler that throws an error of the file system as a FileProblem. */
export function rethrowAsFileProblem(what: string) {
  return (error: unknown): never => {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new FileProblem(code === 'ENOENT' ? `${what}: it does not exist` : `${what}: ${code ?? message}`, {
      cause: error,
    });
  };
}
