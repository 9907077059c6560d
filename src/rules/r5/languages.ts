/**
 * Tells whether a text is a language tag of BCP-47 with registered parts, as far as the runtime knows the registry. Three
 * letters are invalid for a language that has two (`swe`), and so are unassigned codes of two letters or countries.
 */
export function isLanguageTag(tag: string): boolean {
  const known = verdicts.get(tag);
  if (known !== undefined) return known;
  const verdict = judge(tag);
  // The memory is limited, because tags come from outside.
  if (verdicts.size < 2_000) verdicts.set(tag, verdict);
  return verdict;
}

const verdicts = new Map<string, boolean>();
const languageNames = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
const regionNames = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/**
 * Tells whether a text is a country of ISO 3166. Codes of two letters must be known to the runtime. Codes of three letters or
 * digits are checked for their form only.
 */
export function isCountry(code: string): boolean {
  if (/^[A-Z]{2}$/.test(code)) return regionNames.of(code) !== undefined;
  return /^(?:[A-Z]{3}|[0-9]{3})$/.test(code);
}

function judge(tag: string): boolean {
  const locale = localeOf(tag);
  if (locale === null) return false;
  const language = tag.split('-')[0]!.toLowerCase();
  if (language.length === 3 && locale.language.length === 2) return false;
  // The runtime knows all languages with two letters, but not all of the thousands with three letters.
  if (language.length === 2 && languageNames.of(locale.language) === undefined) return false;
  return (
    locale.region === undefined || locale.region.length === 3 || regionNames.of(locale.region) !== undefined
  );
}

function localeOf(tag: string): Intl.Locale | null {
  try {
    return new Intl.Locale(tag);
  } catch {
    return null;
  }
}
