import { FINAL_STATUSES } from '../pace.js';
import type { TaskKind } from '../store/entries.js';

/** Something that people may do with a Task; `hold` and `accept` are for requests, `grant` and `refuse` for cancellations. */
export interface Action {
  name: string;
  label: string;
  /** The key that does it. */
  key: string;
  /** Status of the Task after the action. */
  status: string;
  /** Explanation in a sentence. */
  meaning: string;
  /** Whether the requester is told why, in words that the people find. */
  reason: 'required' | 'none';
}

interface Rule extends Action {
  /** Kinds of Tasks that it is for. */
  kinds: readonly TaskKind[];
  /** Whether it is possible in a status that is not final. */
  from: (status: string) => boolean;
}

const REQUESTS: readonly TaskKind[] = ['phpid', 'gsid'];
/** Statuses of a Task in progress. */
const AT_WORK: readonly string[] = ['in-progress', 'accepted'];

const RULES: readonly Rule[] = [
  {
    name: 'accept',
    label: 'Accept',
    key: 'a',
    status: 'in-progress',
    meaning: 'Start to work on it: it becomes in-progress.',
    reason: 'none',
    kinds: REQUESTS,
    from: (status) => !AT_WORK.includes(status),
  },
  {
    name: 'complete',
    label: 'Complete',
    key: 'c',
    status: 'completed',
    meaning: 'Publish its identifiers for the requester.',
    reason: 'none',
    kinds: REQUESTS,
    from: (status) => AT_WORK.includes(status),
  },
  {
    name: 'hold',
    label: 'Put on hold',
    key: 'h',
    status: 'on-hold',
    meaning: 'Put it aside for now, with a reason.',
    reason: 'required',
    kinds: REQUESTS,
    from: (status) => AT_WORK.includes(status),
  },
  {
    name: 'reject',
    label: 'Reject',
    key: 'r',
    status: 'rejected',
    meaning: 'End it without identifiers, with a reason.',
    reason: 'required',
    kinds: REQUESTS,
    from: () => true,
  },
  {
    name: 'grant',
    label: 'Grant',
    key: 'g',
    status: 'completed',
    meaning: 'Cancel its Task.',
    reason: 'none',
    kinds: ['abort'],
    from: () => true,
  },
  {
    name: 'refuse',
    label: 'Refuse',
    key: 'r',
    status: 'rejected',
    meaning: 'Continue with its Task, with a reason.',
    reason: 'required',
    kinds: ['abort'],
    from: () => true,
  },
];

/** Lists the actions for a Task of this kind in this status. */
export function actionsFor(kind: TaskKind, status: string): Action[] {
  if (FINAL_STATUSES.includes(status)) return [];
  return RULES.filter(({ kinds, from }) => kinds.includes(kind) && from(status)).map(
    ({ kinds: _kinds, from: _from, ...action }) => action,
  );
}
