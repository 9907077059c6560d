import type { Narrative } from 'fhir/r5';

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A generated narrative of one sentence. */
export function narrative(sentence: string): Narrative {
  const escaped = sentence.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character);
  return { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml"><p>${escaped}</p></div>` };
}
