import type { Identifier } from '../contract/index.js';

/** An identifier as a search parameter's token; its own separators are escaped (R5, search, escaping). */
function tokenOf({ system, value }: Identifier): string {
  return [system, value].map((part) => part.replace(/[\\,$|]/g, String.raw`\$&`)).join('|');
}

/** `identifier=…` as it stands in an address. */
export function identifierQuery(identifier: Identifier): string {
  return `identifier=${encodeURIComponent(tokenOf(identifier))}`;
}

/**
 * The same for `If-None-Exist`, which carries a query without its address (R5, conditional create). What may stand in a
 * query as it is stays readable, for services that take the header literally.
 */
export function identifierCondition(identifier: Identifier): string {
  return identifierQuery(identifier).replace(/%(3A|2F|7C)/g, decodeURIComponent);
}
