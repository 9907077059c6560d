import { describe, expect, it } from '@jest/globals';
import { backfillIdOf } from '../../src/requests/backfill-id.js';

const HASH = 'f941ed48c0ffee';

describe('the id of a backfill without a name', () => {
  it.each([
    ['portfolio.csv', 'backfill/uk/portfolio.f941ed48'],
    ['/data/2026/EU portfolio.xlsx', 'backfill/uk/EU-portfolio.f941ed48'],
    ['portfolio', 'backfill/uk/portfolio.f941ed48'],
  ])('has the name of its file, %s, and a hash of what is in it', (path, id) =>
    expect(backfillIdOf('uk', path, HASH)).toBe(id),
  );
});
