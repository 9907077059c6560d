import { describe, expect, it } from '@jest/globals';
import { createFhirActivities, createPlanningActivities } from '../../src/activities/index.js';
import {
  ADD_REQUESTS_UPDATE,
  BACKFILL_WORKFLOW,
  CANCEL_SIGNAL,
  CANCELLATION_STRATEGIES,
  CHECK_NOW_UPDATE,
  CLOSE_UPDATE,
  FAILURE_TYPES,
  PAUSE_SIGNAL,
  POLL_NOW_SIGNAL,
  RESUME_SIGNAL,
  STAGES,
  SWEEP_WORKFLOW,
  TASK_CHANGED_SIGNAL,
  WORKFLOWS,
} from '../../src/contract/index.js';
import { WAYS } from '../workflows/support/cancelling.js';
import { factsOf, type Facts } from './support/facts.js';
import { storedHistories } from './support/stored.js';

/** Facts of the stored histories. A kind of request without one has an unproven replay: `npm run histories` records it. */
const recorded = storedHistories().map(({ history }) => factsOf(history));
const expectOne = (holds: (facts: Facts) => boolean): void => expect(recorded.some(holds)).toBe(true);

const everyWay = <T>(values: readonly T[]): [way: (typeof WAYS)[number], value: T][] =>
  WAYS.flatMap((way) => values.map((value): [(typeof WAYS)[number], T] => [way, value]));

/** Editions of 0.1.0. Workflow code does not know editions, so a later edition needs no history of its own. */
const RECORDED_EDITIONS = ['2025-01', '2025-03', '2026-05'];

describe('among the stored histories there is one', () => {
  it.each(RECORDED_EDITIONS)('of a PhPID that was obtained in edition %s', (edition) =>
    expectOne(
      ({ workflowType, account, ending }) =>
        workflowType === WORKFLOWS.phpid && account === edition && ending === 'completed',
    ),
  );

  it('of a GSID that was obtained', () =>
    expectOne(({ workflowType, ending }) => workflowType === WORKFLOWS.gsid && ending === 'completed'));

  it.each(STAGES)('that goes through the stage %s', (stage) =>
    expectOne(({ stages }) => stages.includes(stage)),
  );

  it.each(FAILURE_TYPES)('that ends as %s', (type) => expectOne(({ ending }) => ending === type));

  it.each([...Object.values(WORKFLOWS), BACKFILL_WORKFLOW])('of %s that goes on in a new run', (type) =>
    expectOne(({ workflowType, ending }) => workflowType === type && ending === 'continued'),
  );

  it.each([BACKFILL_WORKFLOW, SWEEP_WORKFLOW])('of %s that is completed', (type) =>
    expectOne(({ workflowType, ending }) => workflowType === type && ending === 'completed'),
  );

  it('of a backfill that is cancelled', () =>
    expectOne(({ workflowType, ending }) => workflowType === BACKFILL_WORKFLOW && ending === 'cancelled'));

  it('of a request that a sweep told all that there is', () =>
    expectOne(
      ({ workflowType, ending, signals, activities }) =>
        workflowType === WORKFLOWS.phpid &&
        ending === 'completed' &&
        signals.includes(TASK_CHANGED_SIGNAL) &&
        !activities.includes('pollTask'),
    ));

  it.each(everyWay(['building', 'validating', 'submitting', 'waiting', 'fetching'] as const))(
    'that is cancelled by %s at the stage %s',
    (way, stage) =>
      expectOne(({ cancellations }) =>
        cancellations.some((each) => each.way === way && each.stage === stage),
      ),
  );

  it.each(everyWay(CANCELLATION_STRATEGIES))(
    'that is cancelled by %s with the strategy %s',
    (way, strategy) =>
      expectOne(({ ending, cancellations }) =>
        cancellations.some(
          (each) =>
            ending === 'cancelled' &&
            each.way === way &&
            each.stage === 'waiting' &&
            each.strategy === strategy,
        ),
      ),
  );

  it.each(everyWay(['accepted', 'refused', 'unsupported', 'pending']))(
    'whose cancellation by %s the service answers with: %s',
    (way, outcome) =>
      expectOne(({ cancellations, outcomes }) => cancellations[0]?.way === way && outcomes.includes(outcome)),
  );

  it.each(WAYS)('that is completed although it was cancelled by %s', (way) =>
    expectOne(({ ending, cancellations }) => ending === 'completed' && cancellations[0]?.way === way),
  );

  it.each([CANCEL_SIGNAL, POLL_NOW_SIGNAL, TASK_CHANGED_SIGNAL, PAUSE_SIGNAL, RESUME_SIGNAL])(
    'that gets the signal %s',
    (name) => expectOne(({ signals }) => signals.includes(name)),
  );

  it.each([CHECK_NOW_UPDATE, ADD_REQUESTS_UPDATE, CLOSE_UPDATE])('that gets the update %s', (name) =>
    expectOne(({ updates }) => updates.includes(name)),
  );

  it.each(
    Object.keys({
      ...createPlanningActivities(undefined as never),
      ...createFhirActivities(undefined as never),
    }),
  )('that calls %s', (name) => expectOne(({ activities }) => activities.includes(name)));

  it.each(['validateTask', 'submitTask', 'findSubmittedTask', 'pollTask', 'cancelTask'])(
    'that calls %s more than once, because it failed at first',
    (name) => expectOne(({ retried }) => retried.includes(name)),
  );
});
