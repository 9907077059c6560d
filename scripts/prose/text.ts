/** Part of a file that people read. */
export interface Text {
  readonly kind: 'prose' | 'comment' | 'doc comment' | 'message';
  /** Index of the first character in the file. */
  readonly offset: number;
  /** Text of the same length as in the file, with markers and code blanked, so that indexes lead to lines of the file. */
  readonly words: string;
}

/** Placeholder for code inside a sentence. Patterns neither match it nor match across it. */
const CODE = '…';

/** Replaces each match of the pattern by white space, which patterns match across. Line ends remain. */
export function withoutMarkers(text: string, pattern: RegExp): string {
  return text.replace(pattern, (match) => match.replace(/[^\n]/g, ' '));
}

/** Replaces each match of the pattern by placeholders for code, which patterns do not match across. Line ends remain. */
export function withoutCode(text: string, pattern: RegExp): string {
  return text.replace(pattern, blankedAsCode);
}

/** Makes a placeholder of the same length. Line ends remain. */
export function blankedAsCode(code: string): string {
  return code.replace(/[^\n]/g, CODE);
}
