import { byId, el, setChildren } from './dom.js';
import { keyOf } from './list.js';
import { badge, clock, kindOf, moment } from './words.js';

/** The parts of the open Task, from top to bottom: what each shows, and of what of the Task. */
const PARTS = [
  [
    'head',
    ({ title, kind, edition, status, submitted, identifiers, holder }) => ({
      title,
      kind,
      edition,
      status,
      submitted,
      identifiers,
      holder,
    }),
    head,
  ],
  ['actions', ({ actions, next, status, kind }) => ({ actions, next, status, kind }), actionBar],
  ['related', ({ kind, related }) => ({ kind, related }), related],
  ['outcome', ({ outcome }) => outcome, outcome],
  ['product', ({ product, substance }) => product ?? substance, product],
  ['history', ({ history }) => history, history],
  ['findings', ({ findings, edition }) => ({ findings, edition }), findings],
  ['facts', ({ facts, id }) => ({ facts, id }), task],
  ['json', ({ json }) => json, json],
];

/**
 * The open Task. A part is drawn again only where its content has changed, so that a reader's selection, focus and
 * unfolded parts are kept.
 */
export class Detail {
  #drawn = new Map();
  #key = null;
  #onAction;

  constructor(onAction) {
    this.#onAction = onAction;
  }

  show(task) {
    const key = keyOf(task);
    if (key !== this.#key) this.#drawn.clear();
    const parts = PARTS.map(([name, pick, draw]) => {
      const content = pick(task);
      const said = JSON.stringify(content ?? null);
      const known = this.#drawn.get(name);
      if (known?.said === said) return known.element;
      const element = draw(content, this.#onAction, known?.element);
      if (element) element.dataset.part = name;
      this.#drawn.set(name, { said, element });
      return element;
    });
    setChildren(byId('detail'), parts.filter(Boolean));
    if (key !== this.#key) byId('detail').scrollTop = 0;
    this.#key = key;
  }

  /** A message in the place of a Task. */
  say(...children) {
    if (this.#key === null && this.#drawn.get('say')) return;
    this.#key = null;
    this.#drawn.clear();
    this.#drawn.set('say', true);
    setChildren(byId('detail'), [el('div', { class: 'empty' }, ...children)]);
  }
}

function head({ title, kind, edition, status, submitted, identifiers, holder }) {
  return el(
    'section',
    { class: 'head' },
    el('h2', {}, kind === 'abort' ? `Cancel “${title}”?` : title, ' ', badge(status)),
    el(
      'p',
      {},
      [
        kind === 'abort' ? 'Cancellation of a Task' : `${kindOf(kind)} request`,
        `edition ${edition}`,
        holder,
        identifiers.join(', '),
        `came ${moment(submitted)}`,
      ]
        .filter(Boolean)
        .join(' · '),
    ),
  );
}

function actionBar({ actions, next, status, kind }, onAction) {
  if (actions.length === 0) {
    return el('section', { class: 'actions' }, el('p', {}, `This Task is ${status}. No decision is left.`));
  }
  const buttons = actions.map((action, index) =>
    el(
      'button',
      {
        type: 'button',
        class: index === 0 ? 'primary' : undefined,
        title: action.meaning,
        'data-action': action.name,
        'aria-keyshortcuts': action.key,
        onclick: () => onAction(action),
      },
      action.label,
      ' ',
      el('kbd', { 'aria-hidden': 'true' }, action.key),
    ),
  );
  const waits = kind === 'abort' ? 'The Task goes on until a person decides.' : 'It waits for people.';
  const soon =
    next &&
    `The sandbox works by itself: this becomes ${next.status} at ${clock(next.at)}, unless you decide before.`;
  return el(
    'section',
    { class: 'actions', 'aria-label': 'What you can do' },
    ...buttons,
    el('p', {}, soon ?? waits),
  );
}

function related({ kind, related }) {
  if (related.length === 0) return null;
  const title = kind === 'abort' ? 'The Task that is to be cancelled' : 'Its requester asks to cancel it';
  const lines = related.map((task) =>
    el(
      'li',
      {},
      el('a', { href: `#/${keyOf(task)}` }, kind === 'abort' ? task.title : kindOf(task.kind)),
      ' ',
      badge(task.status),
      ` ${task.identifiers.join(', ')}`,
    ),
  );
  return el('section', { class: 'note' }, el('h3', {}, title), el('ul', {}, ...lines));
}

function outcome(outcomes) {
  if (outcomes.length === 0) return null;
  const lines = outcomes.map(({ label, text }) =>
    el('div', {}, el('dt', {}, label), el('dd', {}, el('code', {}, text))),
  );
  return el('section', { class: 'note outcome' }, el('h3', {}, 'Published'), el('dl', {}, ...lines));
}

function product(content) {
  if (content === null) return null;
  const { ingredients = null, facts } = content;
  return el(
    'section',
    {},
    el('h3', {}, ingredients ? 'Product' : 'Substance'),
    ingredients && ingredientTable(ingredients),
    definitions(facts),
  );
}

function ingredientTable(ingredients) {
  const hasReference = ingredients.some(({ reference }) => reference.length > 0);
  const titles = ['Ingredient', 'Role', 'Strength', ...(hasReference ? ['Reference strength'] : [])];
  const lines = ingredients.map(({ substance, role, strength, reference }) =>
    el(
      'tr',
      {},
      el('th', { scope: 'row' }, ...values([substance])),
      el('td', { class: 'role' }, role),
      el('td', { class: 'strength' }, ...values(strength)),
      hasReference && el('td', {}, ...values(reference)),
    ),
  );
  const head = el('tr', {}, ...titles.map((title) => el('th', { scope: 'col' }, title)));
  return el(
    'table',
    {},
    el('caption', { class: 'hidden' }, 'Ingredients'),
    el('thead', {}, head),
    el('tbody', {}, ...lines),
  );
}

function definitions(facts) {
  const lines = facts.map(({ label, values: all }) =>
    el('div', {}, el('dt', {}, label), el('dd', {}, ...values(all))),
  );
  return el('dl', { class: 'facts' }, ...lines);
}

const values = (all) => all.map(({ text, note }) => el('div', {}, text, note && el('small', {}, ` ${note}`)));

function findings({ findings: found, edition }) {
  if (found === null) return null;
  const lines = found.map(({ severity, text, where }) =>
    el('li', {}, `${severity}: ${text} `, el('code', {}, where)),
  );
  const none = el('p', {}, `✓ The Task follows the rules of edition ${edition}.`);
  return el('section', {}, el('h3', {}, 'Findings'), lines.length === 0 ? none : el('ul', {}, ...lines));
}

function history(steps) {
  const lines = steps.map(({ status, at, reason }) =>
    el(
      'li',
      {},
      badge(status),
      ' ',
      el('time', { datetime: at }, moment(at)),
      reason && el('div', {}, `“${reason}”`),
    ),
  );
  return el('section', {}, el('h3', {}, 'History'), el('ol', { class: 'history' }, ...lines));
}

function task({ facts, id }) {
  const own = { label: 'Id here', values: [{ text: `Task/${id}` }] };
  return el('section', {}, el('h3', {}, 'Task'), definitions([...facts, own]));
}

/** Its text changes with every step: who has it unfolded keeps it so. */
function json(text, _onAction, drawn) {
  if (drawn) {
    drawn.querySelector('pre').textContent = text;
    return drawn;
  }
  const code = el('pre', { tabindex: '0' }, text);
  return el('section', {}, el('details', {}, el('summary', {}, 'The Task as FHIR (JSON)'), code));
}
