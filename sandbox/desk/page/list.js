import { byId, el, setChildren, setText } from './dom.js';
import { age, badge, kindOf } from './words.js';

const STATUSES = [
  'open',
  'received',
  'requested',
  'in-progress',
  'on-hold',
  'completed',
  'rejected',
  'cancelled',
  'deleted',
];

export const keyOf = ({ edition, id }) => `${edition}/${id}`;

/** The list of Tasks. A row stays the same element as long as its Task does not change. */
export class List {
  #rows = new Map();
  #now = () => Date.now();

  show(overview, now) {
    this.#now = now;
    const rows = new Map();
    for (const task of overview.rows) {
      const key = keyOf(task);
      const said = JSON.stringify(task);
      const known = this.#rows.get(key) ?? { item: el('li') };
      rows.set(key, known.said === said ? known : this.#filled(known.item, task, said));
    }
    this.#rows = rows;
    setChildren(
      byId('rows'),
      [...rows.values()].map(({ item }) => item),
    );
    setText(byId('count'), countOf(overview));
    showStatuses(overview);
    showEditions(overview);
    this.tick();
  }

  /** Marks the open Task. */
  mark(key) {
    for (const [each, { item }] of this.#rows) {
      if (each === key) item.firstChild.setAttribute('aria-current', 'true');
      else item.firstChild.removeAttribute('aria-current');
    }
  }

  /** Key of the Task `steps` further down; of the first one where none is open. */
  beside(key, steps) {
    const keys = [...this.#rows.keys()];
    const at = keys.indexOf(key);
    return at < 0 ? keys[0] : keys[Math.min(keys.length - 1, Math.max(0, at + steps))];
  }

  focus(key) {
    const link = this.#rows.get(key)?.item.firstChild ?? byId('rows').querySelector('a');
    link?.focus();
  }

  /** Ages go on also where nothing happens. */
  tick() {
    for (const { task, time } of this.#rows.values()) setText(time, age(task.changed, this.#now()));
  }

  #filled(item, task, said) {
    const time = el('time', { datetime: task.changed });
    const link = item.firstChild ?? el('a', { href: `#/${keyOf(task)}` });
    link.replaceChildren(
      el(
        'span',
        { class: 'line' },
        el('b', {}, task.kind === 'abort' ? `Cancel ${task.title}?` : task.title),
        time,
      ),
      el('span', { class: 'line quiet' }, el('span', { class: 'clip' }, task.composition || ' ')),
      el(
        'span',
        { class: 'line quiet' },
        badge(task.status),
        el(
          'span',
          { class: 'clip' },
          [kindOf(task.kind), task.edition, task.identifiers[0], task.holder].filter(Boolean).join(' · '),
        ),
      ),
    );
    if (task.cancellationAsked)
      link.append(el('span', { class: 'line asked' }, '⚑ Its requester asks to cancel it'));
    if (!item.firstChild) item.append(link);
    return { item, said, task, time };
  }
}

function countOf({ found, total, rows }) {
  if (total === 0) return '';
  if (found === 0) return `The filter matches 0 of ${total} Tasks.`;
  const shown = rows.length < found ? `, the ${rows.length} latest are shown` : '';
  return found === total
    ? `${total} ${total === 1 ? 'Task' : 'Tasks'}${shown}`
    : `${found} of ${total} Tasks${shown}`;
}

/** The statuses that there are, with how many Tasks of each. */
function showStatuses({ statuses }) {
  const select = document.forms.filter.elements.status;
  const chosen = select.value;
  const names = [...new Set([...STATUSES, ...Object.keys(statuses)])].filter(
    (name) => name in statuses || name === chosen,
  );
  const said = JSON.stringify([names, statuses]);
  if (select.dataset.said === said) return;
  select.dataset.said = said;
  const label = (name) => `${name === 'open' ? 'Open' : name} (${statuses[name] ?? 0})`;
  select.replaceChildren(
    el('option', { value: '' }, 'All'),
    ...names.map((name) => el('option', { value: name }, label(name))),
  );
  select.value = chosen;
}

/** Fills the filter with the editions of the sandbox, which stay the same while it runs. */
function showEditions({ editions }) {
  const select = document.forms.filter.elements.edition;
  if (select.options.length > 1) return;
  select.append(...editions.map((name) => el('option', { value: name }, name)));
}
