import type { InputSlice } from '../edition.js';

/** The medicinal product. */
export const PRODUCT: InputSlice = {
  code: 'mpd-request-resource',
  min: 1,
  max: 1,
  type: 'MedicinalProductDefinition',
};

/** Its ingredients. */
export const INGREDIENTS: InputSlice = {
  code: 'ingredient-request-resource',
  min: 1,
  max: Infinity,
  type: 'Ingredient',
};

/** The holder of its authorization. */
export const HOLDER: InputSlice = {
  code: 'organization-request-resource',
  min: 1,
  max: 1,
  type: 'Organization',
};

/** The authorization itself. */
export const AUTHORIZATION: InputSlice = {
  code: 'regauth-request-resource',
  min: 1,
  max: 1,
  type: 'RegulatedAuthorization',
};
