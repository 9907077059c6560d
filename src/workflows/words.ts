/** Longer texts are cut: who wants the whole looks at the result, or at the status. */
const MAX_TEXT_LENGTH = 400;

/** What the web UI's markdown (blackfriday) takes as markup, and lets be escaped. */
const MARKUP = /[\\`*_{}[\]()#+\-.!:|&<>~^]/g;

/** Somebody else's words, on one line and as they are: no links, no markup. What nobody has checked yet may be no text at all. */
export function asText(words: unknown): string {
  const line = String(words).replace(/\s+/g, ' ').trim();
  const cut = line.length > MAX_TEXT_LENGTH ? `${line.slice(0, MAX_TEXT_LENGTH)}…` : line;
  return cut.replace(MARKUP, '\\$&');
}

/** An ISO time as people read it. */
export function asTime(iso: string): string {
  return `${iso.slice(0, 19).replace('T', ' ')} UTC`;
}

const UNITS = [
  { name: 'days', seconds: 86_400 },
  { name: 'h', seconds: 3_600 },
  { name: 'min', seconds: 60 },
] as const;

/** A time span as people say it: in the largest unit of which there are two or more. */
export function asDuration(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  const unit = UNITS.find((each) => seconds >= 2 * each.seconds);
  return unit === undefined ? `${seconds} s` : `${Math.round(seconds / unit.seconds)} ${unit.name}`;
}
