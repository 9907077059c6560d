import { edition2025 } from './2025.js';

/** Guide 2025-03: the holder moved to a RegulatedAuthorization; GSID requests are gone. */
export const edition202503 = edition2025('2025-03', '2025-03-10', {
  gsidRequests: false,
  cas: 'http://terminology.hl7.org/CodeSystem/CAS',
  inputCodes: [
    'mpd-request-resource',
    'ingredient-request-resource',
    'organization-request-resource',
    'regauth-request-resource',
    'substance-request-resource',
  ],
  phpidInputs: [
    { code: 'mpd-request-resource', min: 1, max: 1, type: 'MedicinalProductDefinition' },
    { code: 'ingredient-request-resource', min: 1, max: Infinity, type: 'Ingredient' },
    { code: 'organization-request-resource', min: 1, max: 1, type: 'Organization' },
    { code: 'regauth-request-resource', min: 1, max: 1, type: 'RegulatedAuthorization' },
  ],
});
