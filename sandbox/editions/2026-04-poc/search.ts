import type { Edition } from '../edition.js';
import { SEARCHES } from '../shared/searches-of-2025.js';

/** The declared searches, and those that only the server's tutorial shows. */
export const SEARCH: Edition['search'] = {
  ...SEARCHES,
  AdministrableProductDefinition: [
    ...SEARCHES.AdministrableProductDefinition,
    'form-of.identifier',
    'parent-php:identifier',
    '_has:Ingredient:for:substance-code',
  ],
  MedicinalProductDefinition: [
    ...SEARCHES.MedicinalProductDefinition,
    '_has:AdministrableProductDefinition:form-of:identifier',
  ],
};
