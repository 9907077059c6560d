import { isUnder } from '../editions/index.js';
import { isObject } from '../json/objects.js';
import type { Findings } from './findings.js';
import { findDefiningEditions, editionsOf } from './other-editions.js';
import { isResourceType } from './r5/model.js';
import type { CompiledEdition, RuleNode } from './rule-tree.js';
import type { JsonObject } from './walk-types.js';

const R5 = 'http://hl7.org/fhir/StructureDefinition/';

/** Finds the edition's profiles that a resource names in `meta.profile`. Profiles of other editions are errors. */
export function findClaimedProfiles(
  rules: CompiledEdition,
  findings: Findings,
  resource: JsonObject,
  type: string,
  at: string,
): RuleNode[] {
  const { meta } = resource;
  const claims = isObject(meta) && Array.isArray(meta.profile) ? (meta.profile as unknown[]) : [];
  return claims.flatMap((claim, index) =>
    typeof claim === 'string'
      ? resolveClaim(rules, findings, claim.split('|')[0]!, type, `${at}.meta.profile[${index}]`)
      : [],
  );
}

function resolveClaim(
  rules: CompiledEdition,
  findings: Findings,
  url: string,
  type: string,
  at: string,
): RuleNode[] {
  const { edition, tables } = rules;
  if (url.startsWith(R5)) {
    const name = url.slice(R5.length);
    if (isResourceType(name) && name !== type) {
      findings.error(at, 'structure', `is FHIR's ${name}, but the resource is a ${type}`);
    }
    return [];
  }
  const id = url.slice(url.lastIndexOf('/') + 1);
  if (isUnder(url, edition)) {
    const profile = rules.profiles.get(id);
    if (profile !== undefined && profile.type === type) return [profile.root];
    if (profile !== undefined) {
      findings.error(at, 'structure', `is a profile of ${profile.type}, but the resource is a ${type}`);
    } else if (id in tables.otherDefinitions) {
      const text = `${id} is a profile of resources that the service publishes; the resource was not checked against it`;
      findings.warning(at, 'informational', text);
    } else {
      const others = findDefiningEditions(url, edition);
      const where = others.length === 0 ? 'nor does another edition' : `edition ${others.join(' and ')} does`;
      findings.error(at, 'not-found', `edition ${edition.name} does not define the profile ${url}; ${where}`);
    }
  } else if (editionsOf(url, edition).length > 0) {
    const names = editionsOf(url, edition).join(' and ');
    const text = `${url} belongs to edition ${names}; it does not exist in edition ${edition.name}`;
    findings.error(at, 'not-found', text);
  } else {
    findings.warning(
      at,
      'not-found',
      `${url} is an unknown profile; the resource was not checked against it`,
    );
  }
  return [];
}
