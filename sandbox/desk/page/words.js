import { el } from './dom.js';

const KINDS = { phpid: 'PhPID', gsid: 'GSID', abort: 'Cancellation' };

/** A sign beside the word: no status is told by its colour alone. */
const SIGNS = {
  completed: '✓',
  rejected: '✕',
  failed: '✕',
  cancelled: '⊘',
  deleted: '⊘',
  'entered-in-error': '⊘',
  'in-progress': '◐',
  accepted: '◐',
  'on-hold': '‖',
};

/** Names the kind of a Task. */
export const kindOf = (kind) => KINDS[kind] ?? kind;

/** A status as a badge. */
export function badge(status) {
  return el(
    'span',
    { class: 'badge', 'data-status': status },
    el('i', { 'aria-hidden': 'true' }, SIGNS[status] ?? '●'),
    ` ${status}`,
  );
}

const UNITS = [
  [86_400, 'd'],
  [3_600, 'h'],
  [60, 'min'],
];

/** `3 min ago`, by the sandbox's clock. */
export function age(instant, now) {
  const seconds = Math.max(0, Math.round((now - Date.parse(instant)) / 1000));
  if (seconds < 5) return 'now';
  const [size, unit] = UNITS.find(([size]) => seconds >= size) ?? [1, 's'];
  return `${Math.floor(seconds / size)} ${unit} ago`;
}

/** The time of day in the reader's own time. */
export const clock = (instant) => new Date(instant).toLocaleTimeString();

/** The moment in the reader's own time. */
export function moment(instant) {
  return instant === ''
    ? ''
    : new Date(instant).toLocaleString([], { dateStyle: 'medium', timeStyle: 'medium' });
}
