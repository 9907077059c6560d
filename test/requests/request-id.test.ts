import { describe, expect, it } from '@jest/globals';
import type { RequestInput } from '../../src/contract/index.js';
import { workflowIdOf } from '../../src/requests/request-id.js';
import { aProduct, aSubstance } from '../support/products.js';

const idOf = (request: RequestInput): string => workflowIdOf('phpid', 'default', request);

describe('the workflow id of a request', () => {
  it('is the product’s own identifier with a hash of its content', () => {
    expect(idOf({ product: aProduct('MPID-123') })).toMatch(/^phpid\/default\/MPID-123\.[0-9a-f]{8}$/);
  });

  it('is the same for the same content, and another for a changed one', () => {
    expect(idOf({ product: aProduct() })).toBe(idOf({ product: aProduct() }));
    expect(idOf({ product: aProduct() })).not.toBe(idOf({ product: aProduct('TEST-1', { documents: [] }) }));
  });

  it('is the request id that was given', () => {
    expect(idOf({ product: aProduct(), requestId: 'mine/17' })).toBe('phpid/default/mine/17');
  });

  it.each<[string, RequestInput]>([
    ['a substance', { substance: aSubstance({ name: 'Testoline sodium' }) }],
    [
      'a product in resources',
      {
        resources: [{ resourceType: 'MedicinalProductDefinition', name: [{ productName: 'Testolin' }] }],
      } as never,
    ],
  ])('has no name in it, as ids are never encrypted: %s without an identifier', (_, request) => {
    expect(idOf(request)).toMatch(/^phpid\/default\/[0-9a-f]{16}$/);
  });
});
