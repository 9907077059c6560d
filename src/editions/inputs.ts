import type { InputRule } from './edition.js';

/** Input types of the editions; code and display are the guide's (CodeSystem task-input-type). */
export const productInput: InputRule = {
  resourceType: 'MedicinalProductDefinition',
  code: 'mpd-request-resource',
  display: 'Medicinal Product for PhPID request',
  min: 1,
  max: 1,
};

export const ingredientInput: InputRule = {
  resourceType: 'Ingredient',
  code: 'ingredient-request-resource',
  display: 'Ingredient for PhPID request',
  min: 1,
  max: Number.POSITIVE_INFINITY,
};

export const organizationInput: InputRule = {
  resourceType: 'Organization',
  code: 'organization-request-resource',
  display: 'Marketing Auth Holder for PhPID request',
  min: 1,
  max: 1,
};

export const authorizationInput: InputRule = {
  resourceType: 'RegulatedAuthorization',
  code: 'regauth-request-resource',
  display: 'Regulated Authorization for PhPID request',
  min: 1,
  max: 1,
};

export const substanceInput: InputRule = {
  resourceType: 'SubstanceDefinition',
  code: 'substance-request-resource',
  display: 'Data for substance request',
  min: 1,
  max: 1,
};
