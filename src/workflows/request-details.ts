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

/** What the web UI shows beside the status. */
export interface RequestFacts {
  kind: Kind;
  account: string;
  /** Known where one of our own starters began the request; others may have written anything there. */
  subject: RequestSubject | null | undefined;
  /** Known when the request has ended. */
  outcome: Partial<RequestOutcome> | undefined;
}

const IF_STUCK =
  'If this does not get on, **Pending Activities** has the last error and the time of the next try.';

/** What happens in each stage, and what there is to do about it. A failure has a remedy of its own. */
const WHAT_TO_DO: Readonly<Record<Exclude<Stage, 'failed' | 'rejected'>, string>> = {
  building: `The request is made into a Task, which takes moments. ${IF_STUCK}`,
  validating: `The service checks the Task before anything is submitted, which takes seconds. ${IF_STUCK}`,
  submitting: `The Task is being submitted, which takes seconds. ${IF_STUCK}`,
  waiting:
    'People at the service validate the Task, for hours or days: there is nothing to do. The signal `pollNow` asks at once; **Request Cancellation** calls the Task off.',
  cancelling: `The Task is being called off at the service. ${IF_STUCK}`,
  fetching: `The Task is completed, and what it led to is read. ${IF_STUCK}`,
  completed: 'The result has the identifiers, and the resources that they stand in.',
  cancelled: 'The request was called off. It can be started again under the same id.',
};

const MAX_ISSUES = 10;

/**
 * The request as a small page in Temporal's web UI (markdown): where it stands, what to do, and what it is about. Where
 * payloads are encrypted, this is, too.
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
  return `asked for at ${asTime(requestedAt)}: ${outcome}`;
}

function codeOf(value: string | null | undefined): string | null {
  return typeof value === 'string' ? `\`${value}\`` : null;
}

/** Why it ended, where the issues below do not say it in the same words. */
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
