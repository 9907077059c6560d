/**
 * Whether a text is a language tag of BCP-47 whose parts are registered, as far as the runtime knows the registry:
 * three letters are none where the language has two (`swe`), and two letters or a country that nobody uses are none.
 */
export function isLanguageTag(tag: string): boolean {
  const known = verdicts.get(tag);
  if (known !== undefined) return known;
  const verdict = judge(tag);
  // Tags come from outside: the memory of them is bounded.
  if (verdicts.size < 2_000) verdicts.set(tag, verdict);
  return verdict;
}

const verdicts = new Map<string, boolean>();
const languageNames = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
const regionNames = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/**
 * Whether a text is a country of ISO 3166, as far as the runtime knows them: of two letters it does, three letters and
 * three digits only have to look like one.
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
  // The runtime does not know all of the thousands with three letters; of those with two, it does.
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
