import { ConfigError, readConfig, type Config } from '../config.js';
import {
  DEFAULT_ACCOUNT,
  EDITION_NAMES,
  type EditionName,
  type Issue,
  type Kind,
} from '../contract/index.js';
import { isError } from '../fhir/operation-outcome.js';
import { check, requests } from '../schemas/index.js';
import { EXIT, Exit, printResult, say } from './exit.js';
import { issueLines } from './issue-lines.js';
import { parseInput, readJson, readText } from './read-json.js';
import { fileRequest, type FileRequest } from '../requests/file-request.js';
import { taskIssues } from '../requests/task-issues.js';

export interface ValidateFlags {
  edition?: EditionName;
  kind?: Kind;
  account?: string;
}

/** What `idmp validate` prints for a request. */
export interface Verdict {
  valid: boolean;
  edition: EditionName;
  kind: Kind;
  issues: Issue[];
}

/** `idmp validate FILE`: makes each request of the file into its edition's Task, and checks that against the rules. */
export async function validate(env: NodeJS.ProcessEnv, path: string, flags: ValidateFlags): Promise<void> {
  // The configuration is read where an edition has to be looked up in it, and only then.
  const config = flags.edition === undefined ? configOf(env) : null;
  if (/\.(?:ndjson|jsonl)$/i.test(path)) return validateLines(path, flags, config);

  const verdict = await verdictOf(await readJson(path), flags, config);
  printResult(verdict);
  issueLines(verdict.issues).forEach(say);
  const { valid, kind, edition } = verdict;
  const summary = `${path} is ${valid ? 'a valid' : 'no valid'} ${kind} request of edition ${edition}`;
  if (!valid) throw new Exit(EXIT.invalid, summary);
  say(summary);
}

async function validateLines(path: string, flags: ValidateFlags, config: Config | null): Promise<void> {
  const content = await readText(path);
  let [valid, invalid] = [0, 0];
  for (const [index, text] of content.split(/\r?\n/).entries()) {
    if (text.trim() === '') continue;
    const line = index + 1;
    const verdict = await lineVerdict(text, flags, config);
    process.stdout.write(`${JSON.stringify({ line, ...verdict })}\n`);
    if (verdict.issues.length > 0) [`${path}:${line}`, ...issueLines(verdict.issues)].forEach(say);
    if (verdict.valid) valid += 1;
    else invalid += 1;
  }
  const summary = `${path}: ${valid} valid, ${invalid} invalid`;
  if (invalid > 0 || valid === 0)
    throw new Exit(EXIT.invalid, valid + invalid === 0 ? `${path} is empty` : summary);
  say(summary);
}

async function lineVerdict(
  text: string,
  flags: ValidateFlags,
  config: Config | null,
): Promise<Verdict | NotJson> {
  let data: unknown;
  try {
    data = parseInput(text);
  } catch (error) {
    const issue = { code: 'structure', text: `is not JSON: ${(error as Error).message}`, expression: [] };
    return { valid: false, issues: [{ severity: 'error', ...issue }] };
  }
  return await verdictOf(data, flags, config);
}

interface NotJson {
  valid: false;
  issues: Issue[];
}

async function verdictOf(data: unknown, flags: ValidateFlags, config: Config | null): Promise<Verdict> {
  const file = fileRequest(data, flags.kind);
  const edition = flags.edition ?? editionOf(flags.account ?? file.request.account, config);
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
