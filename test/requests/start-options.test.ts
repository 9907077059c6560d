import { describe, expect, it } from '@jest/globals';
import type { RequestInput } from '../../src/contract/index.js';
import { createStartOptions } from '../../src/requests/start-options.js';
import { aProduct, aSubstance } from '../support/products.js';

const started = (
  request: RequestInput,
  workflowId = 'phpid/default/1',
): ReturnType<typeof createStartOptions> =>
  createStartOptions({ kind: 'phpid', workflowId, request }, 'idmp');

const attributes = (request: RequestInput): Record<string, unknown> =>
  Object.fromEntries(
    started(request)
      .typedSearchAttributes.getAll()
      .map(({ key, value }) => [key.name, value as unknown]),
  );

describe('a request is started', () => {
  it('once: while it runs or after it completed, its id starts nothing new', () =>
    expect(started({ product: aProduct() })).toMatchObject({
      workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
      workflowIdConflictPolicy: 'FAIL',
    }));

  it('with the search attributes of its beginning', () => {
    expect(attributes({ product: aProduct() })).toEqual({
      IdmpKind: 'phpid',
      IdmpAccount: 'default',
      IdmpStage: 'building',
    });
    expect(attributes({ product: aProduct(), account: 'uk', backfillId: 'b' })).toMatchObject({
      IdmpAccount: 'uk',
      IdmpBackfill: 'b',
    });
  });

  it('with a summary that names the identifier and its subject', () => {
    expect(started({ product: aProduct() }).staticSummary).toBe(
      `PhPID request: ${aProduct().names[0]!.name}, ${aProduct().identifier.value}`,
    );
    expect(started({ resources: [] }).staticSummary).toBe('PhPID request');
  });

  it.each(['x'.repeat(300), 'é'.repeat(150), '💊'.repeat(80)])(
    'with a summary that Temporal takes, however long the name is (%s)',
    (name) => {
      const { staticSummary } = started({
        product: { ...aProduct(), names: [{ ...aProduct().names[0]!, name }] },
      });
      expect(Buffer.byteLength(staticSummary)).toBeLessThanOrEqual(200);
      expect(`PhPID request: ${name}`.startsWith(staticSummary)).toBe(true);
    },
  );
});

describe('the memo of a request says what it is about', () => {
  const product = aProduct();
  const substance = aSubstance();
  const medicinal = {
    resourceType: 'MedicinalProductDefinition',
    identifier: [{ system: 'urn:mpid', value: '7' }],
    name: [{ productName: 'Testolin' }],
  };
  const resources = [{ resourceType: 'Ingredient' }, medicinal];
  const subject = { identifier: { system: 'urn:mpid', value: '7' }, name: 'Testolin' };

  it.each([
    ['a product', { product }, { identifier: product.identifier, name: product.names[0]!.name }],
    ['a substance', { substance }, { identifier: null, name: substance.name }],
    ['resources', { resources }, subject],
    ['a Bundle', { bundle: { entry: resources.map((resource) => ({ resource })) } }, subject],
    ['a Task', { task: { contained: resources } }, subject],
    [
      'resources of a substance',
      { resources: [{ resourceType: 'SubstanceDefinition', name: [{ name: 'Ramipril' }] }] },
      { identifier: null, name: 'Ramipril' },
    ],
    ['nothing that it knows', { resources: [] }, { identifier: null, name: null }],
  ])('for %s', (_, request, expected) =>
    expect(started(request as unknown as RequestInput).memo.subject).toEqual(expected),
  );
});
