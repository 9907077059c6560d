import type { Ingredient, MedicinalProductDefinition, Organization, Quantity, Ratio, Task } from 'fhir/r5';
import type { Edition } from '../editions/index.js';
import { gsidOfName } from './codes.js';
import { requested } from './contained.js';
import { doseFormKey, doseFormName } from './dose-forms.js';

/** An ingredient of the product with the GSID of its substance: the requester's, or the one of its name. */
export interface SubstanceFact {
  ingredient: Ingredient;
  name: string;
  gsid: string;
  /** The strength in one canonical spelling. */
  strength: string;
}

/** The parts of a request that decide about the identifiers. */
export interface ProductFacts {
  product: MedicinalProductDefinition;
  holder: Organization | undefined;
  substances: SubstanceFact[];
  form: string;
  formKey: string;
}

/** Resource ids are 1 to 64 letters, digits, dashes or dots (R5, datatypes). */
const RESOURCE_ID = /^[A-Za-z0-9\-.]{1,64}$/;

function quantity(value: Quantity | undefined): string {
  return value ? `${value.value ?? ''} ${value.code ?? value.unit ?? ''}`.trim() : '';
}

function ratio(value: Ratio): string {
  return `${quantity(value.numerator)}/${quantity(value.denominator)}`;
}

function strengthOf(ingredient: Ingredient): string {
  const strength = ingredient.substance.strength?.[0];
  if (strength?.presentationRatio) return ratio(strength.presentationRatio);
  if (strength?.presentationQuantity) return quantity(strength.presentationQuantity);
  return (strength?.textPresentation ?? '').toLowerCase().replace(/\s+/g, '');
}

function substance(edition: Edition, ingredient: Ingredient): SubstanceFact {
  const concept = ingredient.substance.code.concept;
  // A substance may also be a reference alone: no profile forbids it, and the answers do the same.
  const { reference, identifier, display } = ingredient.substance.code.reference ?? {};
  const name = concept?.text ?? display ?? '';
  const coded =
    concept?.coding?.find(({ system }) => system === edition.systems.gsid)?.code ??
    identifier?.value ??
    reference?.split('/').at(-1);
  return {
    ingredient,
    name,
    gsid: coded !== undefined && RESOURCE_ID.test(coded) ? coded : gsidOfName(edition, name),
    strength: strengthOf(ingredient),
  };
}

/** Reads a PhPID request that was found good; undefined without a product. */
export function productFacts(edition: Edition, task: Task): ProductFacts | undefined {
  const [product] = requested(edition, task, 'MedicinalProductDefinition');
  if (!product) return undefined;
  const form = doseFormName(product.combinedPharmaceuticalDoseForm);
  return {
    product,
    holder: requested(edition, task, 'Organization')[0],
    substances: requested(edition, task, 'Ingredient')
      .map((ingredient) => substance(edition, ingredient))
      .sort((a, b) => (a.gsid < b.gsid ? -1 : a.gsid > b.gsid ? 1 : 0)),
    form,
    formKey: doseFormKey(form),
  };
}
