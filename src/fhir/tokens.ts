import type { Identifier } from '../contract/index.js';

/** Formats an identifier as a token of a search parameter. Separators in its values are escaped (R5, search, escaping). */
function formatToken({ system, value }: Identifier): string {
  return [system, value].map((part) => part.replace(/[\\,$|]/g, String.raw`\$&`)).join('|');
}

/** Formats `identifier=…` for an address. */
export function formatIdentifierQuery(identifier: Identifier): string {
  return `identifier=${encodeURIComponent(formatToken(identifier))}`;
}

/**
 * Formats `identifier=…` for `If-None-Exist`, which has a query without its address (R5, conditional create). Characters that
 * a query allows are not encoded, for services that read the header literally.
 */
export function formatIdentifierCondition(identifier: Identifier): string {
  return formatIdentifierQuery(identifier).replace(/%(3A|2F|7C)/g, decodeURIComponent);
}
