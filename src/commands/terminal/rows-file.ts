import { FileProblem, openRows, type RowsFile, type RowsOptions } from '../../rows/index.js';
import { EXIT, Exit, say } from './exit.js';

/** Does something with a file of many requests; what is wrong with the file as a whole ends the command. */
export async function withRows<T>(
  path: string,
  options: RowsOptions,
  use: (file: RowsFile) => Promise<T>,
): Promise<T> {
  try {
    const file = await openRows(path, options);
    file.notes.forEach(say);
    return await use(file);
  } catch (error) {
    if (error instanceof FileProblem) throw new Exit(EXIT.invalid, error.message);
    throw error;
  }
}
