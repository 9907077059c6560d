import {
  KIND_NAMES,
  REMEDIES,
  type FailureType,
  type Issue,
  type Kind,
  type RequestOutcome,
  type RequestStatus,
  type RequestSubject,
  type Stage,
} from '../contract/index.js';
import { detailsPage, points, type Row } from './details-page.js';
import { asText, asTime } from './words.js';

/** Facts that the web UI shows beside the status. */
export interface RequestFacts {
  kind: Kind;
  account: string;
  /** Present when `idmp` or `IdmpClient` started the request. Other callers may have written any value. */
  subject: RequestSubject | null | undefined;
  /** Present when the request has ended. */
  outcome: Partial<RequestOutcome> | undefined;
}

const IF_STUCK =
  'If this stage lasts, **Pending Activities** shows the last error and the time of the next attempt.';

/** Text for each stage: what happens, and what the reader can do. Failures have remedies instead. */
const WHAT_TO_DO: Readonly<Record<Exclude<Stage, 'failed' | 'rejected'>, string>> = {
  building: `A worker builds the Task, which takes less than a second. ${IF_STUCK}`,
  validating: `The service validates the Task before it is submitted, which takes seconds. ${IF_STUCK}`,
  submitting: `A worker submits the Task, which takes seconds. ${IF_STUCK}`,
  waiting:
    'Reviewers at the service validate the Task, which takes hours or days. You do not need to do anything. The signal `pollNow` polls the Task now; **Request Cancellation** cancels it.',
  cancelling: `A worker cancels the Task at the service. ${IF_STUCK}`,
  fetching: `The Task is completed. A worker reads its outputs. ${IF_STUCK}`,
  completed: 'The result contains the identifiers and their resources.',
  cancelled: 'The request was cancelled. You can start it again under the same id.',
};

const MAX_ISSUES = 10;

/**
 * Writes a request as a small page in Temporal's web UI (Markdown): its stage, what to do, and its subject. The page is
 * encrypted when payloads are encrypted.
 */
export function requestDetails(
  { kind, account, subject, outcome }: RequestFacts,
  status: RequestStatus,
): string {
  const { stage, taskId, taskStatus, polls, lastPolledAt, nextPollAt, cancellation, issues } = status;
  const rows: Row[] = [
    [kind === 'gsid' ? 'Substance' : 'Product', subject == null ? null : subjectText(subject)],
    ['Account', asText(account)],
    ['Task', taskId === null ? 'none yet' : `\`${taskId}\`, ${asText(taskStatus ?? 'status unknown')}`],
    ['Polls', lastPolledAt === null ? null : `${polls}, the last at ${asTime(lastPolledAt)}`],
    ['Next poll', nextPollAt === null ? null : asTime(nextPollAt)],
    ['Cancellation', cancellation === null ? null : cancellationText(cancellation)],
    ...(outcome?.phpids ?? []).map(({ value, level }): Row => [
      level === null ? 'PhPID' : `PhPID, level ${level}`,
      codeOf(value),
    ]),
    ['Product id', codeOf(outcome?.productId)],
    ['GSID', codeOf(outcome?.gsid)],
  ];
  const title = `${KIND_NAMES[kind]} request: ${stage === 'failed' ? (outcome?.reason?.type ?? stage) : stage}`;
  const text = [...reasonOf(outcome, issues), ...points(listIssues(issues)), whatToDo(stage, outcome)];
  return detailsPage(title, text, rows);
}

function subjectText({ name, identifier }: RequestSubject): string {
  const known = [name, identifier?.value].filter((each) => typeof each === 'string').map(asText);
  return known.join(', ') || 'without a name';
}

function cancellationText({ requestedAt, outcome }: NonNullable<RequestStatus['cancellation']>): string {
  return `requested at ${asTime(requestedAt)}: ${outcome}`;
}

function codeOf(value: string | null | undefined): string | null {
  return typeof value === 'string' ? `\`${value}\`` : null;
}

/** Returns the reason of the end, unless the listed issues contain it. */
function reasonOf(outcome: RequestFacts['outcome'], issues: Issue[]): string[] {
  const text = outcome?.reason?.text ?? '';
  return text === '' || issues.some((issue) => text.includes(issue.text)) ? [] : [`**${asText(text)}**`];
}

function whatToDo(stage: Stage, outcome: RequestFacts['outcome']): string {
  if (stage !== 'failed' && stage !== 'rejected') return WHAT_TO_DO[stage];
  return REMEDIES[(outcome?.reason?.type ?? 'TaskRejected') as FailureType];
}

function listIssues(issues: Issue[]): string[] {
  const shown = issues.slice(0, MAX_ISSUES).map(({ severity, text, expression }) => {
    const place = expression.length === 0 ? '' : ` (\`${expression.join(', ').replaceAll('`', "'")}\`)`;
    return `**${asText(text)}** ${severity}${place}`;
  });
  const rest = issues.length - shown.length;
  return rest > 0 ? [...shown, `and ${rest} more, in the status and the result`] : shown;
}
