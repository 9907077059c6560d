import type { ProductInput, SubstanceInput } from '../../src/contract/index.js';

/** A small valid product in the simple form; `value` tells products apart. */
export function aProduct(value = 'TEST-1', changes: Partial<ProductInput> = {}): ProductInput {
  return {
    identifier: { system: 'urn:example:mpid', value },
    names: [{ name: `Testolin ${value}`, country: 'NLD', language: 'nl' }],
    doseForm: 'tablet',
    ingredients: [{ substance: 'Testoline', strength: { value: '2.50', unit: 'mg' } }],
    holder: { name: 'Test Pharma B.V.' },
    documents: ['SPC/1'],
    ...changes,
  };
}

export function aSubstance(changes: Partial<SubstanceInput> = {}): SubstanceInput {
  return { name: 'Testoline sodium', language: 'en', ...changes };
}
