import type { Identifier } from '../contract/index.js';

/** An identifier as a search parameter's token; its own separators are escaped (R5, search, escaping). */
function formatToken({ system, value }: Identifier): string {
  return [system, value].map((part) => part.replace(/[\\,$|]/g, String.raw`\$&`)).join('|');
}

/** `identifier=…` as it stands in an address. */
export function formatIdentifierQuery(identifier: Identifier): string {
  return `identifier=${encodeURIComponent(formatToken(identifier))}`;
}

/**
 * The same for `If-None-Exist`, which carries a query without its address (R5, conditional create). What may stand in a
 * query as it is stays readable, for services that take the header literally.
 */
export function formatIdentifierCondition(identifier: Identifier): string {
  return formatIdentifierQuery(identifier).replace(/%(3A|2F|7C)/g, decodeURIComponent);
}
