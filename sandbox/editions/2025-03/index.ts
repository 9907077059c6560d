import { AUTHORIZATION, HOLDER, INGREDIENTS, PRODUCT } from '../shared/inputs.js';
import { edition2025 } from '../shared/of-2025.js';
import { CONSTRAINTS } from './constraints.js';

/** Guide 2025-03: the holder moved to a RegulatedAuthorization; GSID requests are gone. */
export const edition202503 = edition2025({
  name: '2025-03',
  date: '2025-03-10',
  constraints: CONSTRAINTS,
  phpidInputs: [PRODUCT, INGREDIENTS, HOLDER, AUTHORIZATION],
  inputCodes: [PRODUCT.code, INGREDIENTS.code, HOLDER.code, AUTHORIZATION.code, 'substance-request-resource'],
  holderIsContact: false,
  // A text alone: HL7's code system lacks the guide's authority.
  nameAuthority: { text: 'UMC-SRS' },
  cas: 'http://terminology.hl7.org/CodeSystem/CAS',
});
