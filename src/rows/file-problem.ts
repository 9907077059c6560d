/** What is wrong with a file of a backfill as a whole; the message names the file and the remedy. */
export class FileProblem extends Error {
  override readonly name = 'FileProblem';
}

/** Turns an error of the file system into a FileProblem. */
export function createFileProblem(what: string) {
  return (error: unknown): never => {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new FileProblem(code === 'ENOENT' ? `${what}: it does not exist` : `${what}: ${code ?? message}`, {
      cause: error,
    });
  };
}
