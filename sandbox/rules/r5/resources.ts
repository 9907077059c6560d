import { elementTree, type ElementRule, type ElementTable } from './elements.js';
import { ingredientElements } from './ingredient.js';
import { medicinalProductDefinitionElements } from './medicinal-product-definition.js';
import { organizationElements } from './organization.js';
import { regulatedAuthorizationElements } from './regulated-authorization.js';
import { substanceDefinitionElements } from './substance-definition.js';
import { taskElements } from './task.js';

/** Elements of every resource; contained resources are checked apart. */
const RESOURCE: ElementTable = {
  id: 'id',
  meta: 'Meta',
  implicitRules: 'uri',
  language: 'code',
  text: 'Narrative',
};

/** The elements of the resource types that requests are made of. */
export const RESOURCE_ELEMENTS: ReadonlyMap<string, Map<string, ElementRule>> = new Map(
  Object.entries({
    Task: taskElements,
    MedicinalProductDefinition: medicinalProductDefinitionElements,
    Ingredient: ingredientElements,
    Organization: organizationElements,
    RegulatedAuthorization: regulatedAuthorizationElements,
    SubstanceDefinition: substanceDefinitionElements,
  }).map(([type, table]) => [type, elementTree({ ...RESOURCE, ...table })]),
);
