/** Id as FHIR allows it. */
const FHIR_ID = /^[A-Za-z0-9.-]{1,64}$/;

/** Type and id of a RESTful address, without its version: `…/Task/1/_history/2` is Task 1. */
export interface ResourceAddress {
  type: string;
  id: string;
}

/**
 * Reads type and id out of a reference or a Location header: absolute or relative, with a version or without.
 * Null where it is neither.
 */
export function parseAddress(address: string): ResourceAddress | null {
  const path = address.replace(/[?#].*$/, '').replace(/\/+$/, '');
  const segments = path.split('/');
  const history = segments.indexOf('_history');
  const [type, id] = (history === -1 ? segments : segments.slice(0, history)).slice(-2);
  if (type === undefined || id === undefined || !/^[A-Z][A-Za-z]+$/.test(type) || !isFhirId(id)) return null;
  return { type, id };
}

/** Whether it is an id as FHIR allows it; `.` and `..` would lead elsewhere in an address. */
export function isFhirId(id: unknown): id is string {
  return typeof id === 'string' && FHIR_ID.test(id) && !/^\.+$/.test(id);
}

/**
 * The absolute address of a reference, resolved against the service's base. Null where it leads to another
 * origin or outside the base: our key must not go there. The base itself is within: some servers keep their result
 * pages there (`[base]?_getpages=…`).
 */
export function resolveWithin(baseUrl: string, reference: string): string | null {
  const base = `${baseUrl}/`;
  if (!URL.canParse(reference, base)) return null;
  const url = new URL(reference, base);
  // Who decodes a slash too early would walk out of the base; a user in the address would go along as a header.
  if (/%2f|%5c/i.test(url.pathname) && url.pathname.includes('..')) return null;
  if (url.username !== '' || url.password !== '') return null;
  return url.origin === new URL(base).origin && `${url.pathname}/`.startsWith(new URL(base).pathname)
    ? url.href
    : null;
}

/** Absolute address of a reference for people to follow; unlike `resolveWithin` it may lead anywhere. */
export function resolveAddress(baseUrl: string, reference: string): string | null {
  const base = `${baseUrl}/`;
  return URL.canParse(reference, base) ? new URL(reference, base).href : null;
}
