/**
 * The text fields of objects that may be a text: a term, a document and a strength. As a heading, the object's path means
 * its text.
 */
const TEXTS: Record<string, string> = {
  doseForm: 'doseForm.text',
  'documents[]': 'documents[].title',
  'ingredients[].strength': 'ingredients[].strength.text',
};

/**
 * The fields of the simple product that a column may hold: paths of `src/schemas/product.ts`, lists with `[]`.
 * test/rows/fields.test.ts compares them with the schema.
 */
export const FIELDS = [
  'requestId',
  'identifier.system',
  'identifier.value',
  'names[].name',
  'names[].country',
  'names[].language',
  'names[].jurisdiction',
  'names[].type',
  'domain',
  'doseForm.text',
  'doseForm.system',
  'doseForm.code',
  'atc',
  'holder.name',
  'holder.identifier.system',
  'holder.identifier.value',
  'authorization.identifier.system',
  'authorization.identifier.value',
  'documents[].title',
  'documents[].url',
  'ingredients[].substance',
  'ingredients[].gsid',
  'ingredients[].role',
  'ingredients[].strength.text',
  'ingredients[].strength.value',
  'ingredients[].strength.unit',
  'ingredients[].strength.per.value',
  'ingredients[].strength.per.unit',
  'ingredients[].referenceStrength.substance',
  'ingredients[].referenceStrength.gsid',
  'ingredients[].referenceStrength.value',
  'ingredients[].referenceStrength.unit',
] as const;

/** The fields that group rows into products. Each file must have them. */
export const KEY_FIELDS = ['identifier.system', 'identifier.value'];

/** A place in the simple product, or in the request around it. */
export interface FieldPath {
  /** For example `names[1].name`, `ingredients.strength.value`. Ingredients have no index, because a row is one ingredient. */
  path: string;
  /** Keys from the request's `product` on; for a field of an ingredient, from the ingredient on. */
  steps: (string | number)[];
  /** Path of the object that has this field. Empty for fields of the product itself. */
  container: string;
  isOfIngredient: boolean;
  isDecimal: boolean;
  /** Whether this field as a text may replace its object. */
  isText: boolean;
}

/** Finds the field of a heading such as `names[1].name`. A missing index is 0. Returns null for an unknown heading. */
export function findField(heading: string): FieldPath | null {
  const general = heading.replace(/\[\d{1,2}\]/g, '');
  const found = FIELDS.find((field) => general === removeBrackets(field)) ?? findTextField(general);
  if (found === undefined) return null;
  const indexes = [...heading.matchAll(/([a-zA-Z]+)\[(\d+)\]/g)];
  const isIndexed = ([, list]: RegExpMatchArray): boolean =>
    list !== 'ingredients' && found.startsWith(`${list}[]`);
  if (indexes.length > 1 || !indexes.every(isIndexed)) return null;
  return toFieldPath(found, Number(indexes[0]?.[2] ?? 0));
}

function toFieldPath(field: string, index: number): FieldPath {
  const isOfIngredient = field.startsWith('ingredients[].');
  const steps = field
    .replace('ingredients[].', '')
    .split('.')
    .flatMap((step) => (step.endsWith('[]') ? [step.slice(0, -2), index] : [step]));
  const path = field.replace('ingredients[]', 'ingredients').replace('[]', `[${index}]`);
  return {
    path,
    steps,
    container: path.slice(0, Math.max(0, path.lastIndexOf('.'))),
    isOfIngredient,
    isDecimal: /(?:trength|per)\.value$/.test(field),
    isText: Object.values(TEXTS).includes(field),
  };
}

function findTextField(general: string): string | undefined {
  const entry = Object.entries(TEXTS).find(([object]) => general === removeBrackets(object));
  return entry?.[1];
}

function removeBrackets(field: string): string {
  return field.replace('[]', '');
}
