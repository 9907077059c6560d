import type { SubstanceDefinition } from 'fhir/r5';
import type { SubstanceInput } from '../contract/index.js';
import type { Edition } from '../editions/index.js';

/**
 * Creates the draft substance of a GSID request (guide 2025-01, substanceRequest step 1). It has one preferred name, and no
 * identifier, because the request is for its identifier.
 */
export function createSubstanceResource(input: SubstanceInput, edition: Edition): SubstanceDefinition {
  const { unii, cas, euSrs } = edition.systems;
  const systems: Record<string, string> = { UNII: unii, CAS: cas, 'EU-SRS': euSrs };
  const codes = input.codes ?? [];
  return {
    resourceType: 'SubstanceDefinition',
    id: 'substance',
    status: { coding: [{ system: 'http://hl7.org/fhir/publication-status', code: 'draft' }] },
    domain: {
      coding: [{ system: 'http://hl7.org/fhir/medicinal-product-domain', code: input.domain ?? 'Human' }],
    },
    ...(input.sources === undefined || input.sources.length === 0
      ? {}
      : { informationSource: input.sources.map((display) => ({ display })) }),
    ...(input.note === undefined ? {} : { note: [{ text: input.note }] }),
    ...(codes.length === 0
      ? {}
      : {
          code: codes.map(({ system, code }) => ({
            code: { coding: [{ system: systems[system] ?? system, code }] },
          })),
        }),
    name: [
      {
        name: input.name,
        preferred: true,
        language: [{ coding: [{ system: 'urn:ietf:bcp:47', code: input.language }] }],
      },
    ],
  };
}
