import type { Config } from '../configuration/config.js';
import { isError, type Issue, type RequestInput, type RequestOptions } from '../contract/index.js';
import { checkRequest } from '../requests/check-request.js';
import { workflowIdOf } from '../requests/request-id.js';
import type { FileRow, RowProblem } from './file-row.js';

/** A row of a file as a request that the worker accepts, or with all its problems. */
export type CheckedRow =
  | { row: FileRow; account: string; request: RequestInput; workflowId: string; problems: [] }
  | { row: FileRow; request: null; problems: RowProblem[] };

/**
 * Checks each row of a file as the worker will check its request.
 *
 * @param options set in every request; they override the row's values
 */
export async function* checkRows(
  file: AsyncIterable<FileRow>,
  config: Config,
  options: RequestOptions = {},
): AsyncGenerator<CheckedRow> {
  for await (const row of file) yield await checkRow(row, config, options);
}

async function checkRow(row: FileRow, config: Config, options: RequestOptions): Promise<CheckedRow> {
  if (row.request === null) return { row, request: null, problems: row.problems };
  const { account, request, issues } = await checkRequest({ ...row.request, ...options }, row.kind, config);
  const problems = problemsOf(row, issues);
  if (request === null || problems.length > 0) return { row, request: null, problems };
  return { row, account, request, workflowId: workflowIdOf(row.kind, account, request), problems: [] };
}

/** Collects the problems that reading and checking found. */
export function problemsOf(row: FileRow, issues: readonly Issue[]): RowProblem[] {
  const errors = newIssues(row, issues).filter(isError);
  return [...row.problems, ...errors.map((issue) => row.locate(issue))];
}

/** Leaves out the issues of cells that could not be read, because reading reported their problem. */
export function newIssues(row: FileRow, issues: readonly Issue[]): Issue[] {
  return issues.filter((issue) => {
    const { line, column } = row.locate(issue);
    return !row.problems.some((problem) => problem.line === line && problem.column === column);
  });
}
