/**
 * A step by which a Task moves on. `afterSeconds` counts from the previous step (or the submission), `afterReads` counts
 * answers to `GET Task/ID` since then: with 2, the third read shows the new status. With both, the first one
 * to be reached counts; with neither, the step is due at once.
 */
export interface PaceStep {
  status: string;
  afterSeconds?: number | undefined;
  afterReads?: number | undefined;
  /** Goes into `statusReason`. */
  reason?: string | undefined;
}

/** Steps in their order, or `manual`: only people move a Task on. */
export type Pace = PaceStep[] | 'manual';

/** The pace of a demo: in progress after a second, completed three seconds later. */
export const DEMO_PACE: PaceStep[] = [
  { status: 'in-progress', afterSeconds: 1 },
  { status: 'completed', afterSeconds: 3 },
];

/** The pace of an abort Task in a demo: granted after two seconds. */
export const DEMO_ABORT_PACE: PaceStep[] = [{ status: 'completed', afterSeconds: 2 }];

/** Statuses after which a Task moves no more by itself. */
export const FINAL_STATUSES: readonly string[] = [
  'completed',
  'rejected',
  'failed',
  'cancelled',
  'entered-in-error',
];

/** Statuses that a Task can have: R5's codes, and the two that the guide uses beside them. */
export const KNOWN_STATUSES: readonly string[] = [
  ...FINAL_STATUSES,
  'draft',
  'requested',
  'received',
  'accepted',
  'ready',
  'in-progress',
  'on-hold',
];

/**
 * Reads a pace from a command line: `manual`, `demo`, or steps as `STATUS:SECONDS` or `STATUS:READSr`,
 * separated by commas.
 * @param option name of the option, for the message
 * @param demo what `demo` means there
 * @throws Error with a sentence for the user
 */
export function parsePace(argument: string, option = '--pace', demo: Pace = DEMO_PACE): Pace {
  if (argument === 'manual') return 'manual';
  if (argument === 'demo') return demo;
  return argument.split(',').map((part): PaceStep => {
    const match = /^\s*([a-z-]+)(?::(\d+(?:\.\d+)?)(r?))?\s*$/.exec(part);
    const status = match?.[1] ?? '';
    if (!match || !KNOWN_STATUSES.includes(status)) {
      throw new Error(
        `${option}: "${part}" is not a step; expected manual, demo or steps such as in-progress:5,completed:60 ` +
          `with one of ${KNOWN_STATUSES.join(', ')}`,
      );
    }
    const amount = Number(match[2] ?? 0);
    return match[3] ? { status, afterReads: amount } : { status, afterSeconds: amount };
  });
}
