import { describe, expect, it } from '@jest/globals';
import type { SubstanceInput } from '../../src/contract/index.js';
import { editionNamed } from '../../src/editions/index.js';
import { createSubstanceResource } from '../../src/products/substance-resource.js';

const mapped = (changes: Partial<SubstanceInput> = {}): ReturnType<typeof createSubstanceResource> =>
  createSubstanceResource({ name: 'Hushamide', language: 'en', ...changes }, editionNamed('2025-01'));

describe('the Task of a simple substance', () => {
  it('is a draft with one preferred name, and no identifier', () => {
    expect(mapped()).toEqual({
      resourceType: 'SubstanceDefinition',
      id: 'substance',
      status: { coding: [{ system: 'http://hl7.org/fhir/publication-status', code: 'draft' }] },
      domain: { coding: [{ system: 'http://hl7.org/fhir/medicinal-product-domain', code: 'Human' }] },
      name: [
        {
          name: 'Hushamide',
          preferred: true,
          language: [{ coding: [{ system: 'urn:ietf:bcp:47', code: 'en' }] }],
        },
      ],
    });
  });

  it('has the domain that was given', () => {
    expect(mapped({ domain: 'Veterinary' }).domain?.coding?.[0]?.code).toBe('Veterinary');
  });

  it.each([
    ['UNII', 'https://open.fda.gov/data/unii'],
    ['CAS', 'http://example.org/cas'],
    ['EU-SRS', 'http://example.org/eu-srs'],
    ['urn:example:codes', 'urn:example:codes'],
  ])('has a code of %s in the system %s', (system, uri) => {
    expect(mapped({ codes: [{ system, code: 'X1' }] }).code).toEqual([
      { code: { coding: [{ system: uri, code: 'X1' }] } },
    ]);
  });

  it('has no code where the list of codes is empty', () => {
    expect(mapped({ codes: [] })).not.toHaveProperty('code');
  });

  it('has sources and note', () => {
    expect(mapped({ sources: ['https://a.example', 'B'], note: 'New.' })).toMatchObject({
      informationSource: [{ display: 'https://a.example' }, { display: 'B' }],
      note: [{ text: 'New.' }],
    });
  });

  it('has no empty list of sources: FHIR allows none', () => {
    expect(mapped({ sources: [] })).not.toHaveProperty('informationSource');
  });
});
