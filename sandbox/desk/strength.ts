import type {
  CodeableConcept,
  IngredientSubstanceStrength,
  IngredientSubstanceStrengthReferenceStrength,
  Quantity,
  Ratio,
  RatioRange,
} from 'fhir/r5';
import { concept, country, quantity, ratio, ratioRange, said, type Said } from './words.js';

/** The forms that FHIR has for one amount. */
interface Amount {
  ratio?: Ratio | undefined;
  range?: RatioRange | undefined;
  quantity?: Quantity | undefined;
  concept?: CodeableConcept | undefined;
  text?: string | undefined;
}

function words({ ratio: of, range, quantity: much, concept: coded, text }: Amount): string | undefined {
  return ratio(of) ?? ratioRange(range) ?? quantity(much) ?? concept(coded)?.text ?? text;
}

/** The amount in words; what the requester has written beside it is the remark, where it reads otherwise. */
function amount(value: Amount, remark?: string): Said | undefined {
  const text = words(value);
  const written = value.text !== undefined && value.text !== text ? `written “${value.text}”` : undefined;
  const remarks = [remark, written].filter((part) => part !== undefined).join(', ');
  return said(text, remarks === '' ? undefined : remarks);
}

/** The strength of an ingredient: what a unit of presentation has of it, and what a volume or mass has. */
export function strengthLines(strength: IngredientSubstanceStrength): Said[] {
  const countries = (strength.country ?? []).map(country).join(', ');
  const presentation: Amount = {
    ratio: strength.presentationRatio,
    range: strength.presentationRatioRange,
    quantity: strength.presentationQuantity,
    concept: strength.presentationCodeableConcept,
    text: strength.textPresentation,
  };
  const concentration: Amount = {
    ratio: strength.concentrationRatio,
    range: strength.concentrationRatioRange,
    quantity: strength.concentrationQuantity,
    concept: strength.concentrationCodeableConcept,
    text: strength.textConcentration,
  };
  return [
    amount(presentation),
    amount(concentration, 'concentration'),
    said(concept(strength.basis)?.text, 'basis'),
    said(strength.measurementPoint, 'measured at'),
    said(countries, 'in'),
  ].filter((line) => line !== undefined);
}

/** The strength in terms of another substance: `2.5 mg of sleepine`. */
export function referenceLine(reference: IngredientSubstanceStrengthReferenceStrength): Said | undefined {
  const much = words({
    ratio: reference.strengthRatio,
    range: reference.strengthRatioRange,
    quantity: reference.strengthQuantity,
  });
  const of = concept(reference.substance?.concept);
  const whose = of?.text ?? reference.substance?.reference?.display;
  const parts = [much, whose].filter((part) => part !== undefined);
  return said(parts.join(' of '), of?.note);
}
