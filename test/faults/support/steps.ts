import type { Ends } from './verdicts.js';

/** A request's state at the moment when a part is killed. */
export interface Step {
  name: string;
  /** Activity that is running then; another worker must take it up if the worker is killed. Null for none. */
  activity: string | null;
  ends: Ends;
}

/** Makes two steps: before a call takes effect, and after it. */
function call(name: string, activity: string | null, ends: Ends = 'with its result'): Step[] {
  return [
    { name: `${name} has not arrived yet`, activity, ends },
    { name: `${name} took effect and is not answered yet`, activity, ends },
  ];
}

/** Each step of a request, and of its cancellation by each strategy. */
export const STEPS: readonly Step[] = [
  { name: 'its Task is being built', activity: null, ends: 'with its result' },
  ...call('POST Task/$validate', 'validateTask'),
  ...call('POST Task', 'submitTask'),
  { name: 'it waits for its timer', activity: null, ends: 'with its result' },
  ...call('GET Task/ID', 'pollTask'),
  ...call('GET AdministrableProductDefinition', 'fetchOutputs'),
  // A cancelled activity is not retried: another activity finds the result of the POST.
  ...call('it is cancelled, and its POST Task', null, 'with nothing left'),
  ...call('it is cancelled, and DELETE Task/ID', 'cancelTask', 'with its Task deleted'),
  ...call('it is cancelled, and PUT Task/ID', 'cancelTask', 'with its Task cancelled'),
  ...call('it is cancelled, and POST of an abort Task', 'cancelTask', 'with its Task aborted'),
  { name: 'it waits for the decision on its cancellation', activity: null, ends: 'with its Task aborted' },
];
