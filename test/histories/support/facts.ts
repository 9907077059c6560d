import type { temporal } from '@temporalio/proto';
import type { CancellationStrategy, Stage } from '../../../src/contract/index.js';
import type { History } from './history-json.js';

type Payloads = temporal.api.common.v1.IPayloads | null | undefined;

/** A cancellation in a history. */
export interface CancellationFacts {
  way: 'signal' | 'temporal';
  /** Stage of the request at that moment. */
  stage: Stage;
  strategy: CancellationStrategy | undefined;
}

/** Steps of one run, read from its events. */
export interface Facts {
  workflowType: string;
  /** `completed`, `cancelled`, `continued`, or the failure's type. */
  ending: string;
  stages: Stage[];
  account: string | undefined;
  cancellations: CancellationFacts[];
  /** Answers of the service to cancellations. */
  outcomes: string[];
  signals: string[];
  updates: string[];
  /** Types of its activities. */
  activities: string[];
  /** Types of activities with more than one attempt. */
  retried: string[];
}

/** Short stages do not show in the search attributes: a run that calls these activities is in them. */
const STAGE_OF_ACTIVITY: Record<string, Stage | undefined> = {
  validateTask: 'validating',
  submitTask: 'submitting',
};

/** Fields of a local activity's marker. */
interface LocalActivity {
  activity_type: string;
}

/** Reads the facts of a run. */
export function factsOf({ events }: History): Facts {
  const all = events ?? [];
  const started = all[0]?.workflowExecutionStartedEventAttributes;
  const [input, carried] = decode(started?.input) as [
    { account?: string; cancellation?: CancellationStrategy },
    { status?: { stage: Stage } }?,
  ];
  const facts: Facts = {
    workflowType: started?.workflowType?.name ?? '',
    ending: '',
    stages: [],
    account: input.account,
    cancellations: [],
    outcomes: [],
    signals: [],
    updates: [],
    activities: [],
    retried: [],
  };
  let stage: Stage = carried?.status?.stage ?? 'building';
  const enter = (entered: Stage): void => {
    stage = entered;
    facts.stages.push(stage);
  };
  enter(stage);
  const types = new Map<string, string>();
  const typeOf = (id: unknown): string => types.get(String(id)) ?? '';
  for (const event of all) {
    const upserted =
      event.upsertWorkflowSearchAttributesEventAttributes?.searchAttributes?.indexedFields?.IdmpStage;
    const scheduled = event.activityTaskScheduledEventAttributes;
    const attempt = event.activityTaskStartedEventAttributes;
    const done = event.activityTaskCompletedEventAttributes;
    const local = event.markerRecordedEventAttributes?.details?.data?.payloads?.[0];
    const signal = event.workflowExecutionSignaledEventAttributes?.signalName;
    const update = event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest?.input?.name;
    const cancelled = { stage, strategy: input.cancellation };
    if (upserted) enter(JSON.parse(Buffer.from(upserted.data!).toString()) as Stage);
    if (scheduled) {
      const name = scheduled.activityType?.name ?? '';
      types.set(String(event.eventId), name);
      facts.activities.push(name);
      const passing = STAGE_OF_ACTIVITY[name];
      if (passing !== undefined) enter(passing);
    }
    if (local)
      facts.activities.push((JSON.parse(Buffer.from(local.data!).toString()) as LocalActivity).activity_type);
    if ((attempt?.attempt ?? 0) > 1) facts.retried.push(typeOf(attempt?.scheduledEventId));
    if (done && /^(cancelTask|pollCancellation)$/.test(typeOf(done.scheduledEventId))) {
      facts.outcomes.push((decode(done.result)[0] as { outcome: string }).outcome);
    }
    if (signal) facts.signals.push(signal);
    if (signal === 'cancel') facts.cancellations.push({ way: 'signal', ...cancelled });
    if (update) facts.updates.push(update);
    // A request that the signal cancelled requests its own cancellation at last.
    if (event.workflowExecutionCancelRequestedEventAttributes && stage !== 'cancelled') {
      facts.cancellations.push({ way: 'temporal', ...cancelled });
    }
  }
  return { ...facts, ending: endingOf(all.at(-1)) };
}

function endingOf(last: temporal.api.history.v1.IHistoryEvent | undefined): string {
  if (last?.workflowExecutionCompletedEventAttributes) return 'completed';
  if (last?.workflowExecutionCanceledEventAttributes) return 'cancelled';
  if (last?.workflowExecutionContinuedAsNewEventAttributes) return 'continued';
  return last?.workflowExecutionFailedEventAttributes?.failure?.applicationFailureInfo?.type ?? 'none';
}

function decode(payloads: Payloads): unknown[] {
  return (payloads?.payloads ?? []).map(({ data }) => JSON.parse(Buffer.from(data!).toString()) as unknown);
}
