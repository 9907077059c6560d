import { HOLDER, INGREDIENTS, PRODUCT } from '../shared/inputs.js';
import { edition2025 } from '../shared/of-2025.js';
import { CONSTRAINTS } from './constraints.js';

/** Guide 2025-01: the product's contact names the holder; GSID requests exist. */
export const edition202501 = edition2025({
  name: '2025-01',
  date: '2025-01-20',
  constraints: CONSTRAINTS,
  profiles: {
    'Task-who-php-gsid': 'Task/gsid',
    'Task-who-php-gsid-status': null,
    'SubstanceDefinition-req': 'SubstanceDefinition',
  },
  gsidTask: 'Task-who-php-gsid-status',
  phpidInputs: [PRODUCT, INGREDIENTS, HOLDER],
  inputCodes: [PRODUCT.code, INGREDIENTS.code, HOLDER.code, 'substance-request-resource'],
  holderIsContact: true,
  nameAuthority: null,
  cas: 'http://example.org/cas',
});
