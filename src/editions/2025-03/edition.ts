import { edition as edition202501 } from '../2025-01/edition.js';
import type { Edition } from '../edition.js';
import { authorizationInput, ingredientInput, organizationInput, productInput } from '../inputs.js';

const { SubstanceDefinition: _removed, ...profiles } = edition202501.profiles;

/**
 * The guide of 2025-03-11: the URLs of 2025-01 with other content. The holder moved to a
 * RegulatedAuthorization, GSID requests were removed, and CAS has HL7's system.
 */
export const edition: Edition = {
  ...edition202501,
  name: '2025-03',
  systems: { ...edition202501.systems, cas: 'http://terminology.hl7.org/CodeSystem/CAS' },
  requests: {
    phpid: {
      ...edition202501.requests.phpid!,
      inputs: [productInput, ingredientInput, organizationInput, authorizationInput],
    },
  },
  profiles,
  holderIn: 'authorization',
};
