import { FileProblem, openRows, type RowsFile, type RowsOptions } from '../../rows/index.js';
import { EXIT, Exit, printNote } from './exit.js';

/** Opens a file of many requests and passes it to the action. @throws Exit if the file as a whole cannot be used */
export async function withRows<T>(
  path: string,
  options: RowsOptions,
  use: (file: RowsFile) => Promise<T>,
): Promise<T> {
  try {
    const file = await openRows(path, options);
    file.notes.forEach(printNote);
    return await use(file);
  } catch (error) {
    if (error instanceof FileProblem) throw new Exit(EXIT.invalid, error.message);
    throw error;
  }
}
