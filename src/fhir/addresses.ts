/** Id as FHIR allows it. */
const FHIR_ID = /^[A-Za-z0-9.-]{1,64}$/;

/** Type and id of a RESTful address, without its version: `…/Task/1/_history/2` is Task 1. */
export interface ResourceAddress {
  type: string;
  id: string;
}

/**
 * Parses type and id from a reference or a Location header. The address may be absolute or relative, with or without a
 * version. Returns null for any other text.
 */
export function parseAddress(address: string): ResourceAddress | null {
  const path = address.replace(/[?#].*$/, '').replace(/\/+$/, '');
  const segments = path.split('/');
  const history = segments.indexOf('_history');
  const [type, id] = (history === -1 ? segments : segments.slice(0, history)).slice(-2);
  if (type === undefined || id === undefined || !/^[A-Z][A-Za-z]+$/.test(type) || !isFhirId(id)) return null;
  return { type, id };
}

/** Tells whether a value is a FHIR id. `.` and `..` are refused, because they change the path of an address. */
export function isFhirId(id: unknown): id is string {
  return typeof id === 'string' && FHIR_ID.test(id) && !/^\.+$/.test(id);
}

/**
 * Resolves a reference against the service's base. Returns null for another origin or an address outside the base,
 * because the key must not be sent there. The base itself is allowed, because some servers keep their result pages there
 * (`[base]?_getpages=…`).
 */
export function resolveWithin(baseUrl: string, reference: string): string | null {
  const base = `${baseUrl}/`;
  if (!URL.canParse(reference, base)) return null;
  const url = new URL(reference, base);
  // A gateway that decodes a slash too early would leave the base. A user in the address would be sent as a header.
  if (/%2f|%5c/i.test(url.pathname) && url.pathname.includes('..')) return null;
  if (url.username !== '' || url.password !== '') return null;
  return url.origin === new URL(base).origin && `${url.pathname}/`.startsWith(new URL(base).pathname)
    ? url.href
    : null;
}

/** Resolves a reference for people to follow. Unlike `resolveWithin`, the address may be at any server. */
export function resolveAddress(baseUrl: string, reference: string): string | null {
  const base = `${baseUrl}/`;
  return URL.canParse(reference, base) ? new URL(reference, base).href : null;
}
