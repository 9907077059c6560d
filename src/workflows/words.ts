/** Limits the characters of a text. Longer texts are truncated; the result and the status have the whole text. */
const MAX_TEXT_LENGTH = 400;

/** Characters that the web UI's Markdown (blackfriday) treats as markup and allows to escape. */
const MARKUP = /[\\`*_{}[\]()#+\-.!:|&<>~^]/g;

/** Writes foreign text on one line, with all markup escaped. An unchecked value may be of any type. */
export function asText(words: unknown): string {
  const line = String(words).replace(/\s+/g, ' ').trim();
  const cut = line.length > MAX_TEXT_LENGTH ? `${line.slice(0, MAX_TEXT_LENGTH)}…` : line;
  return cut.replace(MARKUP, '\\$&');
}

/** Writes an ISO time in a readable form. */
export function asTime(iso: string): string {
  return `${iso.slice(0, 19).replace('T', ' ')} UTC`;
}

const UNITS = [
  { name: 'days', seconds: 86_400 },
  { name: 'h', seconds: 3_600 },
  { name: 'min', seconds: 60 },
] as const;

/** Writes a duration in the largest unit of which there are two or more. */
export function asDuration(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  const unit = UNITS.find((each) => seconds >= 2 * each.seconds);
  return unit === undefined ? `${seconds} s` : `${Math.round(seconds / unit.seconds)} ${unit.name}`;
}
