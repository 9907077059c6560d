import type { Edition, RuleSet } from '../editions/index.js';
import type { Issue } from '../http/outcome.js';
import { object, text, type JsonObject } from '../json.js';
import { error } from './findings.js';

interface Claims {
  issues: Issue[];
  /** Rules of the request profiles that the resource claims. */
  rules: RuleSet[];
}

/** Profiles of R5 itself. */
const R5 = 'http://hl7.org/fhir/StructureDefinition/';

/**
 * Reads the claims of a resource in `meta.profile`. A profile that the edition does not have is an error: so a GSID
 * request fails after 2025-01, and a request for another edition fails everywhere. In 2026-05 either of the two bases
 * is accepted.
 */
export function claims(edition: Edition, resource: JsonObject, path: string): Claims {
  const { profile } = object(resource.meta);
  const found: Claims = { issues: [], rules: [] };
  for (const [index, claimed] of (Array.isArray(profile) ? profile : []).entries()) {
    const url = text(claimed)?.replace(/\|.*$/, '');
    if (url === undefined || url.startsWith(R5)) continue;
    const id = edition.profileBases
      .map((base) => `${base}/StructureDefinition/`)
      .flatMap((prefix) => (url.startsWith(prefix) ? [url.slice(prefix.length)] : []))[0];
    if (id === undefined || !Object.hasOwn(edition.profiles, id)) {
      const at = `${path}.meta.profile[${index}]`;
      found.issues.push(error('not-found', `Edition ${edition.name} does not have the profile ${url}.`, at));
      continue;
    }
    const rules = edition.profiles[id];
    const type = text(resource.resourceType) ?? '';
    if (rules && rules.split('/')[0] === type) found.rules.push(rules);
    else if (rules) {
      found.issues.push(
        error('structure', `${url} is not a profile of ${type}.`, `${path}.meta.profile[${index}]`),
      );
    }
  }
  return found;
}
