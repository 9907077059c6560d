import type { SubstanceDefinition, SubstanceDefinitionName } from 'fhir/r5';
import { profileUrl, type Edition } from '../editions/index.js';
import { narrative } from './narrative.js';

/** 2025-03 and later ask for one official name authority; HL7's code system lacks the guide's. */
function official(edition: Edition): Pick<SubstanceDefinitionName, 'official'> {
  if (edition.name === '2025-01') return {};
  const authority =
    edition.name === '2026-05'
      ? {
          coding: [{ system: `${edition.base}/CodeSystem/substance-name-authority`, code: 'UT' }],
          text: 'UT',
        }
      : { text: 'UMC-SRS' };
  return { official: [{ authority }] };
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
