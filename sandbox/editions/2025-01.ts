import { edition2025 } from './2025.js';

/** Guide 2025-01: the holder is the product's contact; GSIDs can be asked for. */
export const edition202501 = edition2025('2025-01', '2025-01-20', {
  gsidRequests: true,
  cas: 'http://example.org/cas',
  inputCodes: [
    'mpd-request-resource',
    'ingredient-request-resource',
    'organization-request-resource',
    'substance-request-resource',
  ],
  phpidInputs: [
    { code: 'mpd-request-resource', min: 1, max: 1, type: 'MedicinalProductDefinition' },
    { code: 'ingredient-request-resource', min: 1, max: Infinity, type: 'Ingredient' },
    { code: 'organization-request-resource', min: 1, max: 1, type: 'Organization' },
  ],
});
