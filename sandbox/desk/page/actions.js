import { byId, setText } from './dom.js';
import { act } from './server.js';

/** Opens the dialog for a reason. Returns null if the reviewer goes back. */
function askReason(action, title) {
  const [dialog, text, problem] = [byId('reason'), byId('reason-text'), byId('reason-problem')];
  setText(byId('reason-title'), `${action.label}: ${title}`);
  setText(byId('reason-about'), action.meaning);
  setText(byId('reason-do'), action.label);
  setText(problem, '');
  text.value = '';
  dialog.returnValue = '';
  dialog.showModal();
  text.focus();
  return new Promise((resolve) => {
    const ending = new AbortController();
    const { signal } = ending;
    const send = (event) => {
      event.preventDefault();
      if (text.value.trim() === '') setText(problem, 'Say why: the requester reads it.');
      else dialog.close('send');
    };
    dialog.querySelector('form').addEventListener('submit', send, { signal });
    dialog.addEventListener('keydown', (event) => event.key === 'Enter' && event.ctrlKey && send(event), {
      signal,
    });
    byId('reason-not').addEventListener('click', () => dialog.close(''), { signal });
    dialog.addEventListener(
      'close',
      () => {
        ending.abort();
        resolve(dialog.returnValue === 'send' ? text.value : null);
      },
      { signal },
    );
  });
}

/** Performs an action, after a reason where it needs one; returns the new Task, or null where the person goes back. */
export async function decide(key, task, action) {
  const reason = action.reason === 'required' ? await askReason(action, task.title) : undefined;
  return reason === null ? null : await act(key, action.name, reason);
}
