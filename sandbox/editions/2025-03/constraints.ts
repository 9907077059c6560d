import type { Edition } from '../edition.js';
import * as shared from '../shared/constraints.js';
import { SYSTEMS_2025 as systems } from '../shared/of-2025.js';

/** Demands of the request profiles. */
export const CONSTRAINTS: Edition['constraints'] = {
  'Task/phpid': [
    ...shared.requestTask(systems.requestCode, 'phpid-request'),
    ...shared.DATES,
    ...shared.atLeastInputs(4),
  ],
  MedicinalProductDefinition: [
    ...shared.PRODUCT,
    ...shared.OPTIONAL_CONTACT,
    { path: 'name.usage', min: 1, max: 1 },
  ],
  Ingredient: shared.INGREDIENT,
  'Organization/holder': shared.HOLDER,
  // The edition has no profile for an authorization: base R5, whose subject may have many types.
  RegulatedAuthorization: [{ path: 'holder', targets: ['Organization'] }],
};
