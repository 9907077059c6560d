import { byId } from './dom.js';

const isTyping = ({ target }) => target.closest('input[type=search], textarea, select') !== null;

/**
 * Installs the keys of the desk. `desk` has: `move(steps)`, `read()`, `back()`, and `act(key)`, which returns whether
 * the key had an effect.
 */
export function installKeyboard(desk) {
  const arrows = (steps) => (event) => {
    // In the Task they scroll, as everywhere.
    if (byId('detail').contains(event.target) || event.target.closest('input')) return false;
    desk.move(steps);
    return true;
  };
  const keys = {
    j: () => desk.move(1),
    k: () => desk.move(-1),
    ArrowDown: arrows(1),
    ArrowUp: arrows(-1),
    '/': () => document.forms.filter.elements.text.focus(),
    Escape: () => desk.back(),
    Enter: (event) => (event.target.closest('#rows') === null ? false : desk.read()),
  };
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || byId('reason').open) return;
    if (isTyping(event) && event.key !== 'Escape') return;
    const known = keys[event.key];
    const done = known ? known(event) !== false : desk.act(event.key);
    if (done) event.preventDefault();
  });
}
