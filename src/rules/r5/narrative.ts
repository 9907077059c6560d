const XHTML = 'http://www.w3.org/1999/xhtml';

/** A tag of XHTML. An element without an end tag must have the form `<br/>`. */
const TAG =
  /<(\/?)([A-Za-z][A-Za-z0-9]*)((?:\s+[A-Za-z_:][-A-Za-z0-9_:.]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;

/** Elements that R5 allows (narrative.html, txt-1): those of the body of HTML 4, without forms, frames and scripts. */
const ALLOWED = new Set(
  (
    'a abbr acronym b big blockquote br caption cite code col colgroup dd dfn div dl dt em h1 h2 h3 h4 h5 h6 hr i ' +
    'img li map area ol p pre q samp small span strong sub sup table tbody td tfoot th thead tr tt u ul var'
  ).split(' '),
);

/** Finds the first flaw in a narrative's XHTML (txt-1, txt-2). Returns null for a valid narrative. */
export function findNarrativeFlaw(div: string): string | null {
  const text = div.trim();
  if (!text.startsWith('<div')) return 'txt-1: a narrative must be one <div> element';
  const open: string[] = [];
  let hasContent = false;
  let at = 0;
  while (at < text.length) {
    const next = text.indexOf('<', at);
    if (next !== at) {
      const between = text.slice(at, next === -1 ? undefined : next);
      if (open.length === 0) return 'txt-1: a narrative must have no content after its <div>';
      if (/&(?!(?:[A-Za-z][A-Za-z0-9]*|#[0-9]+|#x[0-9A-Fa-f]+);)/.test(between))
        return 'txt-1: an & in XHTML must be written as &amp;';
      hasContent ||= between.trim() !== '';
      if (next === -1) break;
      at = next;
    }
    if (text.startsWith('<!--', at)) {
      const end = text.indexOf('-->', at);
      if (end === -1) return 'txt-1: a comment has no end';
      at = end + 3;
      continue;
    }
    TAG.lastIndex = at;
    const match = TAG.exec(text);
    if (match === null)
      return `txt-1: is not well-formed XHTML at ${JSON.stringify(text.slice(at, at + 20))}`;
    const [whole, closing, name, attributes, selfClosing] = match as unknown as [
      string,
      string,
      string,
      string,
      string,
    ];
    const flaw = findTagFlaw(name, attributes, open.length === 0);
    if (flaw !== null) return flaw;
    if (closing !== '') {
      if (open.pop() !== name) return `txt-1: </${name}> does not close the open element`;
    } else if (selfClosing === '') {
      if (open.length === 0 && at > 0) return 'txt-1: a narrative must have no content after its <div>';
      open.push(name);
    }
    hasContent ||= name === 'img';
    at += whole.length;
  }
  if (open.length > 0) return `txt-1: <${open.at(-1)}> has no end tag`;
  return hasContent ? null : 'txt-2: a narrative must have content that is not blank';
}

function findTagFlaw(name: string, attributes: string, isFirst: boolean): string | null {
  if (!ALLOWED.has(name)) return `txt-1: <${name}> is not allowed in a narrative`;
  if (/\son[a-z]+\s*=/i.test(attributes)) return 'txt-1: a narrative must not have event attributes';
  if (isFirst && !attributes.includes(`"${XHTML}"`) && !attributes.includes(`'${XHTML}'`)) {
    return `txt-1: the <div> must have the namespace xmlns="${XHTML}"`;
  }
  return null;
}
