import { once } from 'node:events';
import { ConfigError, readConfig, type Config } from '../../configuration/config.js';
import {
  DEFAULT_ACCOUNT,
  EDITION_NAMES,
  type EditionName,
  type Issue,
  type Kind,
} from '../../contract/index.js';
import { isError } from '../../fhir/issue-severity.js';
import { check, requests } from '../../schemas/index.js';
import { EXIT, Exit, say } from '../terminal/exit.js';
import { isForPeople, present } from '../terminal/output.js';
import { issueLines } from '../terminal/page.js';
import { readJson } from '../terminal/read-json.js';
import { withRows } from '../terminal/rows-file.js';
import { fileRequest, type FileRequest } from '../../requests/file-request.js';
import { taskIssues } from '../../requests/task-issues.js';
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

/** What `idmp validate` prints for a request. */
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
  // The configuration is read only if an edition must be looked up in it.
  const config = choice.edition === undefined ? configOf(env) : null;
  if (isRowsFile(path)) return withRows(path, reading, (file) => validateRows(file, choice, config));

  const verdict = await verdictOf(fileRequest(await readJson(path), reading.kind), choice, config);
  present(verdict, null);
  issueLines(verdict.issues).forEach(say);
  const { valid, kind, edition } = verdict;
  const summary = `${path} is ${valid ? 'a valid' : 'no valid'} ${kind} request of edition ${edition}`;
  if (!valid) throw new Exit(EXIT.invalid, summary);
  say(summary);
}

async function validateRows(file: RowsFile, choice: EditionChoice, config: Config | null): Promise<void> {
  const { path } = file;
  let [valid, invalid] = [0, 0];
  for await (const row of file) {
    const verdict =
      row.request === null ? null : await verdictOf({ ...row, request: row.request }, choice, config);
    const issues = newIssues(row, verdict?.issues ?? []);
    const isValid = verdict?.valid === true && row.problems.length === 0;
    // A row of which no request could be made has no edition.
    const rest = { ...verdict, valid: isValid, issues: [...row.problems.map(asIssue), ...issues] };
    // A person reads the lines on stderr.
    if (!isForPeople()) await printLine({ line: row.lines[0], ...rest });
    row.problems.forEach((problem) => say(placedLine(path, problem)));
    issues.forEach((issue) => say(placedLine(path, row.placed(issue), isError(issue) ? '' : 'warning: ')));
    if (isValid) valid += 1;
    else invalid += 1;
  }
  const summary = `${path}: ${valid} valid, ${invalid} invalid`;
  if (invalid > 0 || valid === 0)
    throw new Exit(EXIT.invalid, valid + invalid === 0 ? `${path} is empty` : summary);
  say(summary);
}

function placedLine(path: string, problem: RowProblem, mark = ''): string {
  return `${path}:${problem.line}: ${mark}${problemText(problem)}`;
}

function asIssue({ column, text }: RowProblem): Issue {
  return { severity: 'error', code: 'structure', text, expression: column === null ? [] : [column] };
}

/** One of many lines: a reader that is slower than the checks slows them down. */
async function printLine(value: unknown): Promise<void> {
  if (!process.stdout.write(`${JSON.stringify(value)}\n`)) await once(process.stdout, 'drain');
}

async function verdictOf(file: FileRequest, choice: EditionChoice, config: Config | null): Promise<Verdict> {
  const edition = choice.edition ?? editionOf(choice.account ?? file.request.account, config);
  const issues = await issuesOf(file, edition);
  const valid = !issues.some(isError);
  return { valid, edition, kind: file.kind, issues };
}

/** All that is wrong: with the form of the request, else on the way to a Task, else with the Task. */
async function issuesOf({ request, kind }: FileRequest, edition: EditionName): Promise<Issue[]> {
  const checked = check(requests[kind], request);
  return checked.value === null ? checked.issues : await taskIssues(checked.value, kind, edition);
}

function configOf(env: NodeJS.ProcessEnv): Config {
  try {
    return readConfig(env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new Exit(
      EXIT.invalid,
      `${error.message}\nOr name the edition: --edition ${EDITION_NAMES.join(', ')}`,
    );
  }
}

function editionOf(named: unknown, config: Config | null): EditionName {
  const name = typeof named === 'string' ? named : DEFAULT_ACCOUNT;
  const account = config?.accounts.get(name);
  if (account !== undefined) return account.edition;
  const known = [...(config?.accounts.keys() ?? [])].join(', ');
  throw new Exit(
    EXIT.invalid,
    `there is no account "${name}" (the configuration has ${known}): name one, or the edition with --edition ${EDITION_NAMES.join(', ')}`,
  );
}
