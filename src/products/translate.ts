import type { Issue } from '../contract/index.js';
import { translatorTo, type Edition, type Translation, type Translator } from '../editions/index.js';
import { problemAt, RequestProblem } from './request-problem.js';

/**
 * Translates the codes and canonicals of another edition into this edition's, where the meaning is the same
 * (docs/editions.md). Everything else stays as it is. `warnings` are about names that were guessed. Throws a
 * RequestProblem for terms without an equal in this edition.
 */
export function translate<T>(edition: Edition, value: T, place: string): { value: T; warnings: Issue[] } {
  const issues: Issue[] = [];
  const translated = walk(value, place, { translator: translatorTo(edition), issues });
  if (issues.some(isError)) throw new RequestProblem('InvalidRequest', issues.filter(isError));
  return { value: translated as T, warnings: issues };
}

function isError({ severity }: Issue): boolean {
  return severity === 'error';
}

interface Walk {
  translator: Translator;
  issues: Issue[];
}

function walk(value: unknown, place: string, context: Walk): unknown {
  if (Array.isArray(value)) return value.map((each, index) => walk(each, `${place}[${index}]`, context));
  if (typeof value !== 'object' || value === null) return value;
  const children = Object.fromEntries(
    Object.entries(value).map(([key, child]) => [key, walk(child, `${place}.${key}`, context)]),
  );
  return termsOf(children, place, context);
}

/** One object's own terms; what is below it has been translated already. */
function termsOf(object: Record<string, unknown>, place: string, context: Walk): Record<string, unknown> {
  const { system, code, value, profile, url } = object;
  const { translator } = context;
  if (typeof system === 'string' && typeof code === 'string') {
    const term = decide(translator.term({ system, code }), `${place}.code`, context);
    return term === null ? object : { ...object, ...term };
  }
  if (typeof system === 'string' && typeof value === 'string') {
    const own = decide(translator.identifierSystem(system), `${place}.system`, context);
    return own === null ? object : { ...object, system: own };
  }
  if (place.endsWith('.meta') && Array.isArray(profile)) {
    const kept = profile.flatMap((each, index) => profileHere(each, `${place}.profile[${index}]`, context));
    const { profile: _profile, ...others } = object;
    return kept.length === 0 ? others : { ...object, profile: kept };
  }
  if (/\.(modifierE|e)xtension\[[0-9]+\]$/.test(place) && typeof url === 'string') {
    const own = decide(translator.extension(url), `${place}.url`, context);
    return own === null ? object : { ...object, url: own };
  }
  return object;
}

function profileHere(profile: unknown, place: string, context: Walk): unknown[] {
  const translation = typeof profile === 'string' ? context.translator.profile(profile) : null;
  return translation === null
    ? [profile]
    : [decide(translation, place, context)].filter((each) => each !== null);
}

/** The translated thing; null where there is nothing to change, or nothing to change it to (noted as an issue). */
function decide<T>(translation: Translation<T>, place: string, { issues }: Walk): T | null {
  if (translation === null) return null;
  if ('to' in translation) {
    const { to, warning } = translation;
    if (warning !== undefined) {
      issues.push({ severity: 'warning', code: 'not-found', text: warning, expression: [place] });
    }
    return to;
  }
  issues.push(problemAt(place, 'not-supported', translation.refused));
  return null;
}
