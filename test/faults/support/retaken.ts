import type { HistoryEvent } from './patient-client.js';

/** A call that another attempt repeated. */
export interface Retaken {
  activity: string;
  /** Time at which the last attempt began, in milliseconds since 1970. */
  startedAt: number;
}

/** Lists the activities of a history that needed more than one attempt. */
export function retakenIn(history: readonly HistoryEvent[]): Retaken[] {
  const names = new Map(
    history.map(({ eventId, activityTaskScheduledEventAttributes: scheduled }) => [
      String(eventId),
      scheduled?.activityType?.name ?? '',
    ]),
  );
  return history.flatMap(({ eventTime, activityTaskStartedEventAttributes: started }) => {
    if (started === null || started === undefined || (started.attempt ?? 1) < 2) return [];
    return {
      activity: names.get(String(started.scheduledEventId)) ?? '',
      startedAt: Number(eventTime?.seconds ?? 0) * 1000 + (eventTime?.nanos ?? 0) / 1e6,
    };
  });
}
