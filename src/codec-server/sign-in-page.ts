const STYLE = `
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 30rem; margin: 4rem auto; padding: 0 1rem; color: #222; }
  label, input, button { display: block; font: inherit; }
  input { width: 100%; box-sizing: border-box; margin: .25rem 0 1rem; padding: .5rem; }
  button { padding: .5rem 1.5rem; }
  .bad { color: #a00; }
`;

const FORM = `
  <form method="post" action="sign-in">
    <label for="token">Token</label>
    <input id="token" name="token" type="password" autocomplete="current-password" required autofocus>
    <button>Sign in</button>
  </form>`;

/** The state of the sign-in page: the form, the form again after a wrong token, or the confirmation. */
export type SignInState = 'asked' | 'refused' | 'signed-in';

/** Renders the page that gives a browser its cookie, because Temporal's web UI cannot send a token. */
export function renderSignInPage(state: SignInState, uiOrigin: string): string {
  const body = {
    asked: FORM,
    refused: `<p class="bad" role="alert">The token is wrong.</p>${FORM}`,
    'signed-in': `<p>You are signed in for the next twelve hours.</p>
      <p>In <a href="${uiOrigin}">Temporal's web UI</a>, behind the glasses at the top:</p>
      <ol>
        <li>choose <em>Use my browser setting</em>, with the address of this server as the endpoint;</li>
        <li>switch <em>Include cross-origin credentials</em> on;</li>
        <li>apply, and load the page again.</li>
      </ol>`,
  }[state];
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Codec server</title><style>${STYLE}</style></head>
<body><h1>Codec server</h1><p>It shows encrypted payloads to Temporal's web UI at ${uiOrigin}.</p>${body}</body>
</html>
`;
}
