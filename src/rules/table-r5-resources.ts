// Made by scripts/rules-from-guide.js from the guide's definitions; do not edit.
import type { Row } from './table-row.js';

/** R5 5.0.0: elements of the resources of a request that must be there. */
export const r5Resources: readonly Row[] = [
  {
    id: 'AdministrableProductDefinition.status',
    min: 1,
  },
  {
    id: 'AdministrableProductDefinition.property.type',
    min: 1,
  },
  {
    id: 'AdministrableProductDefinition.routeOfAdministration',
    min: 1,
  },
  {
    id: 'AdministrableProductDefinition.routeOfAdministration.code',
    min: 1,
  },
  {
    id: 'AdministrableProductDefinition.routeOfAdministration.targetSpecies.code',
    min: 1,
  },
  {
    id: 'AdministrableProductDefinition.routeOfAdministration.targetSpecies.withdrawalPeriod.tissue',
    min: 1,
  },
  {
    id: 'AdministrableProductDefinition.routeOfAdministration.targetSpecies.withdrawalPeriod.value',
    min: 1,
  },
  {
    id: 'Ingredient.status',
    min: 1,
  },
  {
    id: 'Ingredient.role',
    min: 1,
  },
  {
    id: 'Ingredient.manufacturer.manufacturer',
    min: 1,
  },
  {
    id: 'Ingredient.substance',
    min: 1,
  },
  {
    id: 'Ingredient.substance.code',
    min: 1,
  },
  {
    id: 'Ingredient.substance.strength.referenceStrength.substance',
    min: 1,
  },
  {
    id: 'Ingredient.substance.strength.referenceStrength.strength[x]',
    min: 1,
  },
  {
    id: 'MedicinalProductDefinition.contact.contact',
    min: 1,
  },
  {
    id: 'MedicinalProductDefinition.name',
    min: 1,
  },
  {
    id: 'MedicinalProductDefinition.name.productName',
    min: 1,
  },
  {
    id: 'MedicinalProductDefinition.name.part.part',
    min: 1,
  },
  {
    id: 'MedicinalProductDefinition.name.part.type',
    min: 1,
  },
  {
    id: 'MedicinalProductDefinition.name.usage.country',
    min: 1,
  },
  {
    id: 'MedicinalProductDefinition.name.usage.language',
    min: 1,
  },
  {
    id: 'MedicinalProductDefinition.crossReference.product',
    min: 1,
  },
  {
    id: 'MedicinalProductDefinition.characteristic.type',
    min: 1,
  },
  {
    id: 'Organization.qualification.code',
    min: 1,
  },
  {
    id: 'SubstanceDefinition.property.type',
    min: 1,
  },
  {
    id: 'SubstanceDefinition.molecularWeight.amount',
    min: 1,
  },
  {
    id: 'SubstanceDefinition.name.name',
    min: 1,
  },
  {
    id: 'SubstanceDefinition.relationship.type',
    min: 1,
  },
  {
    id: 'Task.status',
    min: 1,
  },
  {
    id: 'Task.intent',
    min: 1,
  },
  {
    id: 'Task.performer.actor',
    min: 1,
  },
  {
    id: 'Task.input.type',
    min: 1,
  },
  {
    id: 'Task.input.value[x]',
    min: 1,
  },
  {
    id: 'Task.output.type',
    min: 1,
  },
  {
    id: 'Task.output.value[x]',
    min: 1,
  },
];
