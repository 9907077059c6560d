import type { FaultSystem } from './fault-system.js';
import { NEVER, SOON, startRequest, taskIdsOf, untilStatus } from './requests.js';
import { twice, type Hold } from './sandbox.js';
import { STEPS } from './steps.js';
import { freezeWhileBuilding, isUnderWay } from './under-way.js';

/** The requests that one kill meets. */
export interface Scene {
  /** One a step, in the order of {@link STEPS}. */
  atSteps: readonly string[];
  /** Other requests, at any step. */
  others: readonly string[];
}

/**
 * Time of a hold: longer than the steps, a kill and a restart take together, and shorter than the 12 seconds
 * after which the client gives up a call.
 */
const HOLD_SECONDS = 10;
/** A schedule whose timer falls due when the killed part is back, or while it restarts. */
const TIMED = { initialSeconds: 14, factor: 1, maximumSeconds: 14 };
/** Decision of the reviewers about an abort Task, after the kill. */
const DECISION = [{ status: 'completed', afterSeconds: 14 }];

const SUBMIT = '/2026-05/Task';
const VALIDATE = '/Task/$validate';
const OUTPUT = '/AdministrableProductDefinition/';

type Start = (name: string) => Promise<string>;
const pair = (name: string, start: Start): Promise<string[]> =>
  Promise.all([start(`${name}-1`), start(`${name}-2`)]);

/** A call about each of two Tasks: one call is held before its effect, the other after it. */
const ofTasks = (method: string, [first, second]: readonly string[]): Hold[] => [
  { method, path: `/Task/${first}`, phase: 'before' },
  { method, path: `/Task/${second}`, phase: 'after' },
];

/**
 * Brings a request to each of the STEPS, all at once, so that one kill meets them all; leaves the worker frozen. Where
 * two requests make the same call without making a Task, either may be the one whose call has taken effect.
 */
export async function bringToSteps(system: FaultSystem): Promise<Scene> {
  const { client, sandbox } = system;
  const waiting = await startWaiting(system);
  const { polling, fetching, deleting, updating, aborting, deciding, timer } = waiting;
  const [poll, remove, update] = await Promise.all(
    [polling, deleting, updating].map((each) => taskIdsOf(system, each)),
  );
  const all: Hold[] = [];
  const hold = async (...holds: Hold[]): Promise<void> => {
    all.push(...holds);
    await sandbox.hold(holds, HOLD_SECONDS);
  };

  const aborts = twice('POST', SUBMIT);
  await sandbox.hold(aborts, HOLD_SECONDS);
  for (const id of aborting) await client.signal(id, 'cancel');
  await sandbox.untilHeld(aborts);

  await hold(...twice('GET', OUTPUT), ...ofTasks('GET', poll!));
  await hold(...ofTasks('DELETE', remove!), ...ofTasks('PUT', update!), ...twice('POST', VALIDATE));
  // The path of a submission is a part of that of a validation.
  await sandbox.pass('POST', VALIDATE, 4);
  await hold(...twice('POST', SUBMIT), ...twice('POST', SUBMIT));
  all.push(...aborts);
  for (const id of [...polling, ...fetching]) await client.signal(id, 'pollNow');
  for (const id of [...deleting, ...updating]) await client.signal(id, 'cancel');
  // Tasks submitted from now on are completed when they are read, so only for requests that are not cancelled.
  await sandbox.control.pace([{ status: 'completed', afterReads: 1 }]);
  const validating = await pair('validate', (name) => startRequest(system, name, SOON));
  await sandbox.untilHeld(twice('POST', VALIDATE));
  const submitting = await pair('submit', (name) => startRequest(system, name, SOON));
  // One call of these two requests must be held after its effect, not a call of the next requests.
  await sandbox.untilHeld([...twice('POST', VALIDATE), ...aborts, ...twice('POST', SUBMIT)]);
  const cancelled = await pair('cancelled', (name) => startRequest(system, name, NEVER));
  await sandbox.untilHeld(all);
  for (const id of cancelled) await client.signal(id, 'cancel');
  await untilStatus(system, cancelled, ({ cancellation }) => cancellation !== null);

  const { building, others } = await freezeWhileBuilding(system);
  // All requests are still at their steps.
  await sandbox.untilHeld(all);
  const [submitted, alsoSubmitted, aborted] = await Promise.all(
    [submitting, cancelled, aborting].map((each) => fewerTasksFirst(system, each)),
  );
  const atSteps: string[] = [
    ...[building, ...validating, ...submitted!, ...timer, ...polling, ...fetching],
    ...[...alsoSubmitted!, ...deleting, ...updating, ...aborted!, ...deciding],
  ];
  for (const [index, { name, activity }] of STEPS.entries()) {
    const isThere = activity === null || (await isUnderWay(system, atSteps[index]!, activity));
    if (!isThere) throw new Error(`${activity} is no longer under way: ${name}`);
  }
  return { atSteps, others };
}

/** Orders two requests so that the one with a Task comes last. */
async function fewerTasksFirst({ sandbox }: FaultSystem, requests: readonly string[]): Promise<string[]> {
  const counts = await Promise.all(requests.map(async (id) => (await sandbox.tasksOf(id)).length));
  if (counts[0] === counts[1]) throw new Error(`${requests.join(' and ')} are at the same step`);
  return counts[0]! < counts[1]! ? [...requests] : [...requests].reverse();
}

/** Starts the requests that need their Task first: reviewers leave those open that will be cancelled, and complete the others. */
async function startWaiting(system: FaultSystem): Promise<Record<Waiting, string[]>> {
  const { client, sandbox } = system;
  await sandbox.control.abilities({ update: true, abort: true });
  await sandbox.control.abortPace(DECISION);
  await sandbox.control.pace('manual');
  const [deleting, updating, aborting, deciding] = await Promise.all([
    pair('delete', (name) => startRequest(system, name, NEVER, 'delete')),
    pair('update', (name) => startRequest(system, name, NEVER, 'update')),
    pair('abort', (name) => startRequest(system, name, SOON, 'task')),
    Promise.all([startRequest(system, 'decide', SOON, 'task')]),
  ]);
  await taskIdsOf(system, [...deleting, ...updating, ...aborting, ...deciding]);
  for (const id of deciding) await client.signal(id, 'cancel');

  await sandbox.control.pace([{ status: 'completed' }]);
  const [polling, fetching, timer] = await Promise.all([
    pair('poll', (name) => startRequest(system, name, NEVER)),
    pair('fetch', (name) => startRequest(system, name, NEVER)),
    Promise.all([startRequest(system, 'timer', TIMED)]),
  ]);
  await taskIdsOf(system, [...polling, ...fetching, ...timer]);
  await untilStatus(system, deciding, ({ stage }) => stage === 'cancelling');
  return { polling, fetching, deleting, updating, aborting, deciding, timer };
}

type Waiting = 'polling' | 'fetching' | 'deleting' | 'updating' | 'aborting' | 'deciding' | 'timer';
