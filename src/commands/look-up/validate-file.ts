import { once } from 'node:events';
import { ConfigError, readConfig, type Config } from '../../configuration/config.js';
import {
  DEFAULT_ACCOUNT,
  EDITION_NAMES,
  isError,
  type EditionName,
  type Issue,
  type Kind,
} from '../../contract/index.js';
import { check, requests } from '../../schemas/index.js';
import { accountNamed } from '../terminal/account.js';
import { EXIT, Exit, printNote } from '../terminal/exit.js';
import { KIND_NAMES } from '../terminal/kind-names.js';
import { isForPeople, present } from '../terminal/output.js';
import { issueLines } from '../terminal/page.js';
import { readJson } from '../terminal/read-json.js';
import { withRows } from '../terminal/rows-file.js';
import { recogniseRequest, type FileRequest } from '../../requests/file-request.js';
import { findTaskIssues } from '../../requests/task-issues.js';
import {
  isRowsFile,
  newIssues,
  problemText,
  type RowProblem,
  type RowsFile,
  type RowsOptions,
} from '../../rows/index.js';

/** The caller's choice of the edition: by its name, or by an account. */
export interface EditionChoice {
  edition: EditionName | undefined;
  account: string | undefined;
}

/** Output of `idmp validate` for one request. */
export interface Verdict {
  valid: boolean;
  edition: EditionName;
  kind: Kind;
  issues: Issue[];
}

/** Turns each request of a file into the Task of its edition, and checks the Task against the rules. @throws Exit */
export async function validateFile(
  env: NodeJS.ProcessEnv,
  path: string,
  reading: RowsOptions,
  choice: EditionChoice,
): Promise<void> {
  const editionOf = editionFinder(env, choice);
  if (isRowsFile(path)) return withRows(path, reading, (file) => validateRows(file, editionOf));

  const verdict = await verdictOf(recogniseRequest(await readJson(path), reading.kind), editionOf);
  present(verdict, null);
  issueLines(verdict.issues).forEach(printNote);
  const { valid, kind, edition } = verdict;
  const summary = `${path} is ${valid ? 'a valid' : 'not a valid'} ${KIND_NAMES[kind]} request for edition ${edition}`;
  if (!valid) throw new Exit(EXIT.invalid, summary);
  printNote(summary);
}

async function validateRows(file: RowsFile, editionOf: EditionFinder): Promise<void> {
  const { path } = file;
  let [valid, invalid] = [0, 0];
  for await (const row of file) {
    const verdict =
      row.request === null ? null : await verdictOf({ ...row, request: row.request }, editionOf);
    const issues = newIssues(row, verdict?.issues ?? []);
    const isValid = verdict?.valid === true && row.problems.length === 0;
    // A row that could not become a request has no edition.
    const rest = { ...verdict, valid: isValid, issues: [...row.problems.map(asIssue), ...issues] };
    // A person reads the lines on stderr.
    if (!isForPeople()) await printLine({ line: row.lines[0], ...rest });
    row.problems.forEach((problem) => printNote(placedLine(path, problem)));
    issues.forEach((issue) =>
      printNote(placedLine(path, row.locate(issue), isError(issue) ? '' : 'warning: ')),
    );
    if (isValid) valid += 1;
    else invalid += 1;
  }
  const summary = `${path}: ${valid} valid, ${invalid} invalid`;
  if (invalid > 0 || valid === 0)
    throw new Exit(EXIT.invalid, valid + invalid === 0 ? `${path} is empty` : summary);
  printNote(summary);
}

function placedLine(path: string, problem: RowProblem, mark = ''): string {
  return `${path}:${problem.line}: ${mark}${problemText(problem)}`;
}

function asIssue({ column, text }: RowProblem): Issue {
  return { severity: 'error', code: 'structure', text, expression: column === null ? [] : [column] };
}

/** Prints one of many lines. Waits for a reader that is slower than the checks. */
async function printLine(value: unknown): Promise<void> {
  if (!process.stdout.write(`${JSON.stringify(value)}\n`)) await once(process.stdout, 'drain');
}

async function verdictOf(file: FileRequest, editionOf: EditionFinder): Promise<Verdict> {
  const edition = editionOf(file.request.account);
  const issues = await issuesOf(file, edition);
  const valid = !issues.some(isError);
  return { valid, edition, kind: file.kind, issues };
}

/** Issues of the form of the request, else of its translation to a Task, else of the Task. */
async function issuesOf({ request, kind }: FileRequest, edition: EditionName): Promise<Issue[]> {
  const checked = check(requests[kind], request);
  return checked.value === null ? checked.issues : await findTaskIssues(checked.value, kind, edition);
}

/** The edition of a request, by the account that the request names. */
type EditionFinder = (account: unknown) => EditionName;

/** Reads the configuration only if an edition must be looked up in it. */
function editionFinder(env: NodeJS.ProcessEnv, { edition, account }: EditionChoice): EditionFinder {
  if (edition !== undefined) return () => edition;
  const config = configOf(env);
  const remedy = `choose one with --account, or the edition with --edition ${EDITION_NAMES.join(', ')}`;
  return (named) => {
    const name = account ?? (typeof named === 'string' ? named : DEFAULT_ACCOUNT);
    return accountNamed(config, name, remedy).edition;
  };
}

function configOf(env: NodeJS.ProcessEnv): Config {
  try {
    return readConfig(env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new Exit(
      EXIT.invalid,
      `${error.message}\nOr choose the edition: --edition ${EDITION_NAMES.join(', ')}`,
    );
  }
}
