/** Part of a file that people read. */
export interface Text {
  readonly kind: 'prose' | 'comment' | 'doc comment' | 'message';
  /** Index of the first character in the file. */
  readonly offset: number;
  /** As long as the part of the file, with markers and code blanked, so that an index here leads to its line there. */
  readonly words: string;
}

/** Stands for code inside a sentence: no pattern of a rule matches it, and none matches across it. */
const CODE = '…';

/** The text with each match of the pattern blanked as white space, which patterns match across. Line ends stay. */
export function withoutMarkers(text: string, pattern: RegExp): string {
  return text.replace(pattern, (match) => match.replace(/[^\n]/g, ' '));
}

/** The text with each match of the pattern blanked as code, which patterns do not match across. Line ends stay. */
export function withoutCode(text: string, pattern: RegExp): string {
  return text.replace(pattern, blankedAsCode);
}

/** The code as a blank of the same length. */
export function blankedAsCode(code: string): string {
  return code.replace(/[^\n]/g, CODE);
}
