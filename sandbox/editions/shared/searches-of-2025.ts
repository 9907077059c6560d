import type { CapabilityStatementRestResource } from 'fhir/r5';
import { resource } from './capability.js';

/** Search parameters of 2025, which the proof of concept of 2026 kept. */
export const SEARCHES = {
  Task: ['identifier', 'status'],
  AdministrableProductDefinition: [
    '_id',
    'identifier',
    'form-of',
    'form-of:identifier',
    'dose-form',
    'parent-php',
  ],
  MedicinalProductDefinition: [
    '_id',
    'identifier',
    'name',
    'name-jurisdiction',
    'name-country',
    'product-classification',
  ],
  SubstanceDefinition: ['_id', 'identifier', 'name', 'code'],
} as const;

const TYPES = { 'parent-php': 'reference', 'product-classification': 'token' } as const;

/** Declares these searches; `parent-php` is defined below the edition's base. */
export function declaredResources(base: string): CapabilityStatementRestResource[] {
  const definitions = { 'parent-php': `${base}/SearchParameter/parent-php` };
  return [
    resource('Task', ['read', 'create', 'delete'], SEARCHES.Task),
    resource('SubstanceDefinition', ['read'], SEARCHES.SubstanceDefinition),
    resource(
      'AdministrableProductDefinition',
      ['read'],
      SEARCHES.AdministrableProductDefinition,
      TYPES,
      definitions,
    ),
    resource('MedicinalProductDefinition', ['read'], SEARCHES.MedicinalProductDefinition, TYPES),
  ];
}
