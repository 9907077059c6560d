import { decide } from './actions.js';
import { Detail } from './detail.js';
import { byId, el, setText } from './dom.js';
import { installKeyboard } from './keyboard.js';
import { keyOf, List } from './list.js';
import { getTask, getTasks, listen, setWork } from './server.js';

const TICK_MS = 5_000;

const list = new List();
const detail = new Detail(act);
const form = document.forms.filter;

/** The open Task, and how far the sandbox's clock is from the browser's. */
let open = null;
let offset = 0;

const openKey = () => /^#\/([^/]+\/[^/]+)$/.exec(location.hash)?.[1] ?? null;
const say = (text) => setText(byId('said'), text);

function filter() {
  return Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ''));
}

/** Reads everything that is shown, one time after the other; news during a read lead to one further read. */
let asking = null;
let askAgain = false;
function refresh() {
  askAgain = true;
  asking ??= (async () => {
    while (askAgain) {
      askAgain = false;
      await Promise.all([showList(), showTask()]).catch((error) => say(error.message));
    }
    asking = null;
  })();
  return asking;
}

async function showList() {
  const overview = await getTasks(filter());
  offset = Date.parse(overview.now) - Date.now();
  list.show(overview, () => Date.now() + offset);
  list.mark(openKey());
  showWork(overview.work);
  document.title = `${overview.statuses.open} open – Desk, IDMP sandbox`;
  if (openKey() === null) showNone(overview);
}

async function showTask() {
  const key = openKey();
  if (key === null) return;
  const task = await getTask(key).catch((error) => error);
  // Another one may have been opened meanwhile.
  if (key !== openKey()) return;
  open = task instanceof Error ? null : task;
  if (open) detail.show(open);
  else detail.say(el('h2', {}, 'This Task cannot be shown'), el('p', {}, task.message));
}

function showNone({ total, work }) {
  open = null;
  if (total > 0) {
    detail.say(
      el('h2', {}, 'No Task is open'),
      el('p', {}, 'Choose one from the list: ', el('kbd', {}, 'j'), ' opens the next.'),
    );
    return;
  }
  detail.say(
    el('h2', {}, 'No Tasks yet'),
    el('p', {}, 'A Task comes with the first request. In another terminal, as “npm run dev” tells:'),
    el('pre', {}, 'npm run idmp -- request examples/product-tablet.json --account 2026-05'),
    el(
      'p',
      {},
      work.byHand
        ? 'It then waits here for you.'
        : 'To decide about it yourself, first switch on “Work by hand”.',
    ),
  );
}

function showWork({ byHand, requests, cancellations }) {
  byId('by-hand').checked = byHand;
  setText(
    byId('work'),
    byHand
      ? 'New Tasks wait for you.'
      : `Off: new requests become ${requests}; cancellations ${cancellations}.`,
  );
}

async function act(action) {
  if (!open) return;
  const [key, task] = [keyOf(open), open];
  try {
    const decided = await decide(key, task, action);
    if (decided) say(`${task.title} is ${decided.status} now.`);
  } catch (error) {
    say(error.message);
  }
  await refresh();
  if (!byId('detail').contains(document.activeElement)) return;
  // The button has gone with the old status: the next one is where people look for it.
  byId('detail').focus({ preventScroll: true });
}

function go(key) {
  if (key === undefined) return;
  location.hash = `#/${key}`;
  list.mark(key);
  list.focus(key);
}

installKeyboard({
  move: (steps) => go(list.beside(openKey(), steps)),
  read: () => {
    const focused = document.activeElement.getAttribute('href');
    if (focused) location.hash = focused;
    byId('detail').focus({ preventScroll: true });
  },
  back: () => list.focus(openKey()),
  act: (key) => {
    const action = open?.actions.find((each) => each.key === key);
    if (!action) return false;
    const focused = document.activeElement.closest('#rows a')?.getAttribute('href');
    // A key is for the Task on the screen, not for one that is being opened or has another line in focus.
    if (keyOf(open) !== openKey()) say('This Task is being opened.');
    else if (focused && focused !== location.hash) say('Open this Task first, with Enter.');
    else void act(action);
    return true;
  },
});

form.addEventListener('input', () => void refresh());
form.addEventListener('submit', (event) => event.preventDefault());
window.addEventListener('hashchange', () => void refresh());
byId('skip').addEventListener('click', (event) => {
  event.preventDefault();
  byId('detail').focus();
});
byId('by-hand').addEventListener('change', async ({ target }) => {
  showWork(await setWork(target.checked));
  say(target.checked ? 'New Tasks wait for you.' : 'The sandbox works by itself.');
});
setInterval(() => list.tick(), TICK_MS);
listen(refresh, (isThere) => setText(byId('connection'), isThere ? '● live' : '○ no answer, trying again'));
