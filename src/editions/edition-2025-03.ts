import { backOffTo, type Edition } from './edition.js';
import { edition202501 } from './edition-2025-01.js';
import { authorizationInput, ingredientInput, organizationInput, productInput } from './inputs.js';

/**
 * The guide of 2025-03-11: every URL of 2025-01 with other content. The holder moved to a
 * RegulatedAuthorization, GSID requests are gone, CAS has HL7's system.
 */
export const edition202503: Edition = {
  ...edition202501,
  name: '2025-03',
  systems: { ...edition202501.systems, cas: 'http://terminology.hl7.org/CodeSystem/CAS' },
  requests: {
    phpid: {
      code: 'phpid-request',
      profile: 'http://who-umc.org/idmp/StructureDefinition/Task-who-php-phpid',
      inputs: [productInput, ingredientInput, organizationInput, authorizationInput],
      polling: backOffTo(1024),
    },
  },
  holderIn: 'authorization',
};
