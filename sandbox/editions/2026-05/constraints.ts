import type { Edition } from '../edition.js';
import { constraints2026 } from '../shared/of-2026.js';

const REFERENCE = 'substance.strength.referenceStrength';

/** Demands of the request profiles; the reference strength is a quantity of a substance with a GSID. */
export function constraints202605(base: string): Edition['constraints'] {
  const shared = constraints2026(base);
  return {
    ...shared,
    Ingredient: [
      ...shared.Ingredient,
      { path: REFERENCE, max: 1 },
      { path: `${REFERENCE}.substance.concept.coding`, max: 1 },
      { path: `${REFERENCE}.substance.concept.coding.system`, min: 1, fixed: `${base}/gsid` },
      { path: `${REFERENCE}.substance.concept.coding.code`, min: 1 },
      { path: `${REFERENCE}.strength`, only: 'strengthQuantity' },
    ],
  };
}
