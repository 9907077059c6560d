import type { Config } from '../configuration/config.js';
import { isError, type Issue, type RequestInput, type RequestOptions } from '../contract/index.js';
import { checkRequest } from '../requests/check-request.js';
import { workflowIdOf } from '../requests/request-id.js';
import type { FileRow, RowProblem } from './file-row.js';

/** A row of a file as the worker would take it, or with all that is wrong with it. */
export type CheckedRow =
  | { row: FileRow; account: string; request: RequestInput; workflowId: string; problems: [] }
  | { row: FileRow; request: null; problems: RowProblem[] };

/**
 * Checks each row of a file as the worker will check its request.
 *
 * @param options set in every request, over what the row says
 */
export async function* checkedRows(
  file: AsyncIterable<FileRow>,
  config: Config,
  options: RequestOptions = {},
): AsyncGenerator<CheckedRow> {
  for await (const row of file) yield await checkedRow(row, config, options);
}

async function checkedRow(row: FileRow, config: Config, options: RequestOptions): Promise<CheckedRow> {
  if (row.request === null) return { row, request: null, problems: row.problems };
  const { account, request, issues } = await checkRequest({ ...row.request, ...options }, row.kind, config);
  const problems = problemsOf(row, issues);
  if (request === null || problems.length > 0) return { row, request: null, problems };
  return { row, account, request, workflowId: workflowIdOf(row.kind, account, request), problems: [] };
}

/** What reading and checking found. */
export function problemsOf(row: FileRow, issues: readonly Issue[]): RowProblem[] {
  const errors = newIssues(row, issues).filter(isError);
  return [...row.problems, ...errors.map((issue) => row.placed(issue))];
}

/** The issues of cells that could be read right: of another cell, what is wrong was said when it was read. */
export function newIssues(row: FileRow, issues: readonly Issue[]): Issue[] {
  return issues.filter((issue) => {
    const { line, column } = row.placed(issue);
    return !row.problems.some((problem) => problem.line === line && problem.column === column);
  });
}
