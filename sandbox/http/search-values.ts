/**
 * Values of a search parameter: a list separated by commas means any of them. A separator that belongs to a value is
 * escaped with a backslash, and still is in what comes out (R5, search, escaping).
 */
export function searchValues(value: string): string[] {
  return split(value, ',').filter((part) => part !== '');
}

/** A value as it is meant, without the backslashes. */
export function unescaped(value: string): string {
  return value.replace(/\\([\\,$|])/g, '$1');
}

/** A token as it is meant: `system|value`, `|value` without a system (""), `system|` with any value (""), `value`. */
export interface Token {
  /** Missing where any system will do. */
  system?: string;
  value: string;
}

/** Reads a token, whose separators may be escaped. */
export function parseToken(token: string): Token {
  const [first = '', ...others] = split(token, '|').map(unescaped);
  return others.length === 0 ? { value: first } : { system: first, value: others.join('|') };
}

/** Tells whether one of the identifiers matches a token; an empty token matches none. */
export function hasToken(
  identifiers: readonly { system?: string | undefined; value?: string | undefined }[],
  { system, value }: Token,
): boolean {
  if (value === '' && (system ?? '') === '') return false;
  return identifiers.some(
    (identifier) =>
      (value === '' || identifier.value === value) &&
      (system === undefined || (identifier.system ?? '') === system),
  );
}

/** The same for a token as it was sent. */
export function matchesToken(identifiers: Parameters<typeof hasToken>[0], token: string): boolean {
  return hasToken(identifiers, parseToken(token));
}

function split(value: string, separator: ',' | '|'): string[] {
  if (!value.includes('\\')) return value.split(separator);
  const parts = [''];
  for (const [piece] of value.matchAll(/\\[\s\S]|[\s\S]/g)) {
    if (piece === separator) parts.push('');
    else parts.push((parts.pop() ?? '') + piece);
  }
  return parts;
}
