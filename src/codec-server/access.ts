import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Secret } from '../configuration/secret.js';

/** Limit of a session, in seconds: a working day. */
const SESSION_SECONDS = 12 * 3600;
const COOKIE = 'idmp-codec-session';

/**
 * Access to the codec server for callers with the token. The command line sends it with each call. A browser receives a cookie
 * with the end of its session, signed with the token. So the server has no state, several servers accept the same cookie, and a
 * new token ends all sessions.
 */
export class Access {
  readonly #token: Secret;
  readonly #uiOrigin: string;

  constructor(token: Secret, uiOrigin: string) {
    this.#token = token;
    this.#uiOrigin = uiOrigin;
  }

  /** @param now milliseconds since 1970 */
  isGranted({ authorization, cookie, origin }: IncomingHttpHeaders, now: number): boolean {
    const bearer = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
    if (bearer !== undefined && this.isToken(bearer)) return true;
    // A browser sends its cookie for any page, but only the web UI's pages are allowed.
    return origin === this.#uiOrigin && this.#isSession(findSession(cookie ?? ''), now);
  }

  isToken(text: string): boolean {
    return isSame(text, this.#token.reveal());
  }

  /**
   * Creates the `Set-Cookie` of a new session. With http, the web UI must have the same host (on any port). With https it may be
   * on another host.
   */
  createSession(now: number): string {
    const until = Math.floor(now / 1000) + SESSION_SECONDS;
    const where = this.#uiOrigin.startsWith('https:') ? 'Secure; SameSite=None' : 'SameSite=Lax';
    return `${COOKIE}=${until}.${this.#signature(until)}; Path=/; Max-Age=${SESSION_SECONDS}; HttpOnly; ${where}`;
  }

  #isSession(session: string, now: number): boolean {
    const [until = '', signature = ''] = session.split('.');
    return isSame(signature, this.#signature(Number(until))) && Number(until) * 1000 > now;
  }

  #signature(until: number): string {
    return createHmac('sha256', this.#token.reveal()).update(`${COOKIE} until ${until}`).digest('base64url');
  }
}

function findSession(cookies: string): string {
  const pairs = cookies.split(/;\s*/).map((pair) => pair.split('='));
  return pairs.find(([name]) => name === COOKIE)?.[1] ?? '';
}

/** Compares texts of any lengths in constant time. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
