/** Reads JSON from the sandbox; throws an Error with the sandbox's message. */
async function ask(path, init) {
  const response = await fetch(`/desk${path}`, init);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error ?? `The sandbox answers ${response.status}.`);
  return answer;
}

const post = (path, body) =>
  ask(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

/** The Tasks that a filter leaves. */
export const getTasks = (filter) => ask(`/tasks?${new URLSearchParams(filter)}`);

/** A Task with everything about it; its key is `EDITION/ID`. */
export const getTask = (key) => ask(`/tasks/${key}`);

/** Decides about a Task. */
export const act = (key, action, reason) => post(`/tasks/${key}`, { action, reason });

/** Sets whether people or the sandbox work on new Tasks. */
export const setWork = (byHand) => post('/work', { byHand });

/** Calls `onChange` whenever something may have changed, and `onConnection` when the connection opens or breaks. */
export function listen(onChange, onConnection) {
  const news = new EventSource('/desk/news');
  news.addEventListener('changed', onChange);
  news.addEventListener('open', () => {
    onConnection(true);
    onChange();
  });
  // The browser retries by itself.
  news.addEventListener('error', () => onConnection(false));
}
