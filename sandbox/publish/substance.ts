import type { SubstanceDefinition, SubstanceDefinitionName } from 'fhir/r5';
import { profileUrl, type Edition } from '../editions/index.js';
import { narrative } from './narrative.js';

/** Names the authority of the official name, where the edition has one. */
function official({ nameAuthority }: Edition): Pick<SubstanceDefinitionName, 'official'> {
  return nameAuthority === null ? {} : { official: [{ authority: nameAuthority }] };
}

/**
 * The published substance behind a GSID (profile SubstanceDefinition-pub of each edition). Codes and language
 * come from a GSID request, where there was one.
 */
export function publishedSubstance(
  edition: Edition,
  gsid: string,
  name: string,
  request?: SubstanceDefinition,
): SubstanceDefinition {
  return {
    resourceType: 'SubstanceDefinition',
    id: gsid,
    meta: { versionId: '1', profile: [profileUrl(edition, edition.answers.substance)] },
    text: narrative(`${name.toUpperCase()}, ${gsid}`),
    identifier: [{ system: edition.systems.gsid, value: gsid }],
    status: {
      coding: [{ system: 'http://hl7.org/fhir/publication-status', code: 'active' }],
      text: 'Active',
    },
    domain: request?.domain ?? {
      coding: [{ system: 'http://hl7.org/fhir/medicinal-product-domain', code: 'Human' }],
      text: 'Human use',
    },
    ...(request?.code ? { code: request.code } : {}),
    name: [
      {
        name: name.toUpperCase(),
        preferred: true,
        language: request?.name?.[0]?.language ?? [{ coding: [{ system: 'urn:ietf:bcp:47', code: 'en' }] }],
        ...official(edition),
      },
    ],
  };
}
