import type { Issue } from '../contract/index.js';

/** One value of a Warning header: code, agent, quoted text, perhaps a date (RFC 7234, 5.5). */
const WARNING = /(?:^|,)\s*(\d{3})\s+\S+\s+"((?:[^"\\]|\\.)*)"/g;

/** Limits the text of a warning, in characters. */
const MAX_TEXT_LENGTH = 500;
/** Limits the warnings of one answer. */
const MAX_WARNINGS = 10;

/**
 * Parses the header `Warning: 299 AGENT "text"` of an answer to issues of a request's status. In edition 2026-05 the
 * service announces by it that a version of the API will be retired (guide 2026-05, versioning).
 */
export function parseWarnings(header: string | undefined): Issue[] {
  const texts = [...(header ?? '').slice(0, 10_000).matchAll(WARNING)]
    .filter(([, code]) => code === '299')
    .map(([, , text = '']) => text.replace(/\\(.)/g, '$1').trim().slice(0, MAX_TEXT_LENGTH))
    .filter((text) => text !== '');
  return [...new Set(texts)].slice(0, MAX_WARNINGS).map(createWarning);
}

function createWarning(text: string): Issue {
  return { severity: 'warning', code: 'informational', text, expression: [] };
}
