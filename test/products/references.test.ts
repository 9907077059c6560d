import { describe, expect, it } from '@jest/globals';
import type { FhirResource, Task } from 'fhir/r5';
import type { AnyResource } from '../../src/contract/index.js';
import {
  makeContainable,
  collectFromBundle,
  collectFromList,
  type CollectedResource,
} from '../../src/products/collect-resources.js';

/** A product whose contact names its holder by `reference`, and that holder. */
const product = (reference: string, id?: string): AnyResource =>
  ({
    resourceType: 'MedicinalProductDefinition',
    ...(id === undefined ? {} : { id }),
    name: [{ productName: 'Wakeful' }],
    contact: [{ contact: { reference } }],
  }) as AnyResource;
const ingredient = (id?: string): AnyResource =>
  ({
    resourceType: 'Ingredient',
    ...(id === undefined ? {} : { id }),
    status: 'active',
    role: { text: 'active' },
    substance: { code: { concept: { text: 'Caffeine' } } },
  }) as AnyResource;
const holder = (id?: string): AnyResource =>
  ({ resourceType: 'Organization', ...(id === undefined ? {} : { id }), name: 'Acme BV' }) as AnyResource;

const containing = (collected: CollectedResource[]): Task =>
  ({ contained: makeContainable(collected).resources.map(({ resource }) => resource) }) as Task;

const sent = (resources: AnyResource[]): Task => containing(collectFromList(resources));

const sentBundle = (entries: { fullUrl?: string; resource: AnyResource }[]): Task =>
  containing(
    collectFromBundle({
      resourceType: 'Bundle',
      type: 'collection',
      entry: entries.map(({ fullUrl, resource }) => ({
        ...(fullUrl === undefined ? {} : { fullUrl }),
        resource: resource as FhirResource,
      })),
    }),
  );

const ofType = (task: Task, type: string): FhirResource =>
  task.contained!.find(({ resourceType }) => resourceType === type) as FhirResource;

/** Returns the reference of the product's contact, and the id of the holder. */
function link(task: Task): { reference: string | undefined; id: string | undefined } {
  const found = ofType(task, 'MedicinalProductDefinition');
  const contact =
    found.resourceType === 'MedicinalProductDefinition' ? found.contact?.[0]?.contact : undefined;
  return { reference: contact?.reference, id: ofType(task, 'Organization').id };
}

describe('references between the resources of a request', () => {
  it.each(['Organization/o-1', '#o-1'])('%s becomes the id of the contained resource', (reference) => {
    const task = sent([product(reference, 'p-1'), ingredient('i-1'), holder('o-1')]);
    expect(link(task)).toEqual({ reference: '#o-1', id: 'o-1' });
  });

  it.each([
    'urn:uuid:7d3b1d3e-0000-4b5e-9f5c-000000000001',
    'https://registry.example/fhir/Organization/o-1',
  ])('%s, the fullUrl of a Bundle, becomes the id of the contained resource', (fullUrl) => {
    const task = sentBundle([
      { resource: product(fullUrl) },
      { resource: ingredient() },
      { fullUrl, resource: holder() },
    ]);
    const { reference, id } = link(task);
    expect(reference).toBe(`#${id}`);
  });

  it('Type/id is found in a Bundle with fullUrls, too', () => {
    const task = sentBundle([
      {
        fullUrl: 'https://registry.example/fhir/MedicinalProductDefinition/p-1',
        resource: product('Organization/o-1', 'p-1'),
      },
      { fullUrl: 'https://registry.example/fhir/Ingredient/i-1', resource: ingredient('i-1') },
      { fullUrl: 'https://registry.example/fhir/Organization/o-1', resource: holder('o-1') },
    ]);
    expect(link(task)).toEqual({ reference: '#o-1', id: 'o-1' });
  });

  it('one that names a version is taken for the resource', () => {
    const task = sent([product('Organization/o-1/_history/3', 'p-1'), ingredient('i-1'), holder('o-1')]);
    expect(link(task).reference).toBe('#o-1');
  });

  it('one that leads elsewhere stays as it is', () => {
    const task = sent([product('https://elsewhere.example/Organization/9', 'p-1'), ingredient(), holder()]);
    expect(link(task).reference).toBe('https://elsewhere.example/Organization/9');
  });
});

describe('ids of contained resources', () => {
  it('stay where they are their own', () => {
    const task = sent([product('Organization/o-1', 'p-1'), ingredient('i-1'), holder('o-1')]);
    expect(task.contained?.map(({ id }) => id)).toEqual(['p-1', 'i-1', 'o-1']);
  });

  it('are different where two types share one', () => {
    const task = sent([product('Organization/1', '1'), ingredient('1'), holder('1')]);
    const ids = task.contained!.map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
    const { reference, id } = link(task);
    expect(reference).toBe(`#${id}`);
  });

  it('are given where they are missing, and differ from those in use', () => {
    const task = sent([product('x'), ingredient('ingredient-1'), ingredient(), ingredient(), holder()]);
    const ids = task.contained!.map(({ id }) => id);
    expect(new Set(ids).size).toBe(5);
    expect(ids[1]).toBe('ingredient-1');
    expect(ids.every((id) => /^[A-Za-z0-9.-]{1,64}$/.test(id ?? ''))).toBe(true);
  });

  it.each(['o_1', 'o 1', 'x'.repeat(65), ''])('are replaced where FHIR does not allow them: "%s"', (id) => {
    const task = sent([product(`Organization/${id}`, 'p-1'), ingredient(), holder(id)]);
    const found = link(task);
    expect(found.id).toMatch(/^[A-Za-z0-9.-]{1,64}$/);
    expect(found.reference).toBe(`#${found.id}`);
  });
});

describe('what belongs to the server that the resources come from', () => {
  it('is left out: version and time of the last change', () => {
    const meta = { versionId: '3', lastUpdated: '2026-01-01T00:00:00Z' };
    const task = sent([product('Organization/o-1', 'p-1'), ingredient(), { ...holder('o-1'), meta }]);
    expect(ofType(task, 'Organization')).not.toHaveProperty('meta');
  });

  it('everything else of meta stays', () => {
    const meta = { versionId: '3', source: 'https://registry.example/fhir', tag: [{ code: 'x' }] };
    const task = sent([product('Organization/o-1', 'p-1'), ingredient(), { ...holder('o-1'), meta }]);
    expect(ofType(task, 'Organization').meta).toEqual({
      source: 'https://registry.example/fhir',
      tag: [{ code: 'x' }],
    });
  });
});
