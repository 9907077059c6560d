import { isError, type Issue } from '../contract/index.js';
import { translatorTo, type Edition, type Translation, type Translator } from '../editions/index.js';
import { createProblem, RequestProblem } from './request-problem.js';

/**
 * Translates codes and canonicals of another edition to codes and canonicals of this edition with the same meaning
 * (docs/editions.md). Other data do not change.
 *
 * @returns the translated value, and warnings about guessed names
 * @throws RequestProblem for terms without an equivalent in this edition
 */
export function translate<T>(edition: Edition, value: T, place: string): { value: T; warnings: Issue[] } {
  const issues: Issue[] = [];
  const translated = translateValue(value, place, { translator: translatorTo(edition), issues });
  if (issues.some(isError)) throw new RequestProblem('InvalidRequest', issues.filter(isError));
  return { value: translated as T, warnings: issues };
}

/** Data that stay the same during a translation. */
interface TranslationContext {
  translator: Translator;
  issues: Issue[];
}

function translateValue(value: unknown, place: string, context: TranslationContext): unknown {
  if (Array.isArray(value))
    return value.map((each, index) => translateValue(each, `${place}[${index}]`, context));
  if (typeof value !== 'object' || value === null) return value;
  const children = Object.fromEntries(
    Object.entries(value).map(([key, child]) => [key, translateValue(child, `${place}.${key}`, context)]),
  );
  return translateTerms(children, place, context);
}

/** Translates the terms of one object. The objects below it have already been translated. */
function translateTerms(
  object: Record<string, unknown>,
  place: string,
  context: TranslationContext,
): Record<string, unknown> {
  const { system, code, value, profile, url } = object;
  const { translator } = context;
  if (typeof system === 'string' && typeof code === 'string') {
    const term = applyTranslation(translator.translateTerm({ system, code }), `${place}.code`, context);
    return term === null ? object : { ...object, ...term };
  }
  if (typeof system === 'string' && typeof value === 'string') {
    const own = applyTranslation(translator.translateIdentifierSystem(system), `${place}.system`, context);
    return own === null ? object : { ...object, system: own };
  }
  if (place.endsWith('.meta') && Array.isArray(profile)) {
    const kept = profile.flatMap((each, index) =>
      translateProfile(each, `${place}.profile[${index}]`, context),
    );
    const { profile: _profile, ...others } = object;
    return kept.length === 0 ? others : { ...object, profile: kept };
  }
  if (/\.(modifierE|e)xtension\[[0-9]+\]$/.test(place) && typeof url === 'string') {
    const own = applyTranslation(translator.translateExtension(url), `${place}.url`, context);
    return own === null ? object : { ...object, url: own };
  }
  return object;
}

function translateProfile(profile: unknown, place: string, context: TranslationContext): unknown[] {
  const translation = typeof profile === 'string' ? context.translator.translateProfile(profile) : null;
  return translation === null
    ? [profile]
    : [applyTranslation(translation, place, context)].filter((each) => each !== null);
}

/** Returns the translated term. Returns null if the term does not change, or if it has no equivalent, which is added to the issues. */
function applyTranslation<T>(
  translation: Translation<T>,
  place: string,
  { issues }: TranslationContext,
): T | null {
  if (translation === null) return null;
  if ('to' in translation) {
    const { to, warning } = translation;
    if (warning !== undefined) {
      issues.push({ severity: 'warning', code: 'not-found', text: warning, expression: [place] });
    }
    return to;
  }
  issues.push(createProblem(place, 'not-supported', translation.refused));
  return null;
}
