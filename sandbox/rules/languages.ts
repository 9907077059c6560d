/** R5's common languages (ValueSet languages 5.0.0): each language with its regions. */
const COMMON: Readonly<Record<string, string>> = {
  ar: '',
  bg: 'BG',
  bn: '',
  bs: 'BA',
  cs: 'CZ',
  da: 'DK',
  de: 'AT CH DE',
  el: 'GR',
  en: 'AU CA GB IN NZ SG US',
  es: 'AR ES UY',
  et: 'EE',
  fi: 'FI',
  fr: 'BE CA CH FR',
  fy: 'NL',
  hi: '',
  hr: 'HR',
  is: 'IS',
  it: 'CH IT',
  ja: '',
  ko: '',
  lt: 'LT',
  lv: 'LV',
  nl: 'BE NL',
  no: 'NO',
  pa: '',
  pl: 'PL',
  pt: 'BR PT',
  ro: 'RO',
  ru: 'RU',
  sk: 'SK',
  sl: 'SI',
  sr: 'RS',
  sv: 'SE',
  te: '',
  zh: 'CN HK SG TW',
};

const NAMES = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

/**
 * Tells whether this is a language of BCP-47: well formed, and of two letters that are assigned, or three letters
 * where no two are (`eng` is not a code of BCP-47, `en` is).
 */
export function isLanguage(code: string): boolean {
  const primary = /^([A-Za-z]{2,3})(-[A-Za-z0-9]{1,8})*$/.exec(code)?.[1];
  if (primary === undefined) return false;
  try {
    const [canonical = ''] = Intl.getCanonicalLocales(code);
    const [language = ''] = canonical.split('-');
    if (primary.length === 3) return language.length === 3;
    return NAMES.of(primary) !== undefined;
  } catch {
    return false;
  }
}

/** Tells whether this is one of R5's common languages, which a substance's name must be in (guide 2025-01). */
export function isCommonLanguage(code: string): boolean {
  const [language = '', region] = code.split('-', 2);
  if (!Object.hasOwn(COMMON, language)) return false;
  return (
    region === undefined || (COMMON[language] ?? '').split(' ').includes(code.slice(language.length + 1))
  );
}
