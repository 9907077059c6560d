import type { IngredientSubstanceStrength } from 'fhir/r5';
import type { QuantityInput, StrengthInput } from '../contract/index.js';
import type { Edition } from '../editions/index.js';
import { createQuantity } from './units.js';

/**
 * Creates a strength as `presentationQuantity`, `presentationRatio` or `textPresentation` (guide, rule
 * presentation-required). An amount is repeated as text, as in the guide's templates, unless the input has a text.
 */
export function createStrength(input: StrengthInput, edition: Edition): IngredientSubstanceStrength {
  if (typeof input === 'string') return { textPresentation: input };
  const { value, unit, per, text } = input;
  if (value === undefined || unit === undefined) return { textPresentation: text };
  const amount = { value, unit };
  if (per === undefined) {
    return {
      presentationQuantity: createQuantity(amount, edition),
      textPresentation: text ?? formatAmount(amount),
    };
  }
  return {
    presentationRatio: {
      numerator: createQuantity(amount, edition),
      denominator: createQuantity(per, edition),
    },
    textPresentation:
      text ??
      `${formatAmount(amount)}/${per.value === 1 || per.value === '1' ? per.unit : formatAmount(per)}`,
  };
}

function formatAmount({ value, unit }: QuantityInput): string {
  return `${value} ${unit}`;
}
