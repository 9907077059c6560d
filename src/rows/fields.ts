/**
 * The fields of the simple product that a column may hold: paths of `src/schemas/product.ts`, lists with `[]`
 * (test/rows/fields.test.ts holds them against the schema). A term, a document and a strength may be a text instead of an
 * object: the path of the object stands for its text.
 */
const TEXTS: Record<string, string> = {
  doseForm: 'doseForm.text',
  'documents[]': 'documents[].title',
  'ingredients[].strength': 'ingredients[].strength.text',
};

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

/** The fields by which rows are put together to products: no file can do without them. */
export const KEY_FIELDS = ['identifier.system', 'identifier.value'];

/** A place in the simple product, or in the request around it. */
export interface FieldPath {
  /** `names[1].name`, `ingredients.strength.value`: lists have their index, ingredients none, since a row is one. */
  path: string;
  /** From the request's `product` on; for a field of an ingredient, from the ingredient on. */
  steps: (string | number)[];
  /** Path of the object that it stands in; empty for fields of the product itself. */
  container: string;
  isOfIngredient: boolean;
  isDecimal: boolean;
  /** Whether it may stand as a text in place of the object that it is a field of. */
  isText: boolean;
}

/** What a heading such as `names[1].name` means; null where no field is called so. An index left out is 0. */
export function fieldNamed(heading: string): FieldPath | null {
  const general = heading.replace(/\[\d{1,2}\]/g, '');
  const found = FIELDS.find((field) => general === plain(field)) ?? textNamed(general);
  if (found === undefined) return null;
  const indexes = [...heading.matchAll(/([a-zA-Z]+)\[(\d+)\]/g)];
  const isIndexed = ([, list]: RegExpMatchArray): boolean =>
    list !== 'ingredients' && found.startsWith(`${list}[]`);
  if (indexes.length > 1 || !indexes.every(isIndexed)) return null;
  return fieldPath(found, Number(indexes[0]?.[2] ?? 0));
}

function fieldPath(field: string, index: number): FieldPath {
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

function textNamed(general: string): string | undefined {
  const entry = Object.entries(TEXTS).find(([object]) => general === plain(object));
  return entry?.[1];
}

function plain(field: string): string {
  return field.replace('[]', '');
}
