import type {
  FhirResource,
  Ingredient,
  MedicinalProductDefinition,
  MedicinalProductDefinitionName,
  Organization,
  Reference,
  RegulatedAuthorization,
  Task,
} from 'fhir/r5';
import { referenceLine, strengthLines } from './strength.js';
import { concept, country, fact, identifier, language, period, said, type Fact, type Said } from './words.js';

/** An ingredient as a line of the product's table. */
export interface IngredientView {
  substance: Said;
  role: string;
  strength: Said[];
  reference: Said[];
}

/** A medicinal product as a pharmacist reads it. */
export interface ProductView {
  name: string;
  facts: Fact[];
  ingredients: IngredientView[];
  /** Names of its holders. */
  holders: string[];
}

const ofType =
  <T extends FhirResource['resourceType']>(type: T) =>
  (resource: FhirResource): resource is Extract<FhirResource, { resourceType: T }> =>
    resource.resourceType === type;

/** Reads the product in a Task's contained resources; null where the Task has no product. */
export function productIn(task: Task): ProductView | null {
  const contained = (task.contained ?? []) as FhirResource[];
  const product = contained.find(ofType('MedicinalProductDefinition'));
  if (!product) return null;
  const ingredients = contained.filter(ofType('Ingredient'));
  const authorizations = contained.filter(ofType('RegulatedAuthorization'));
  const holders = holdersOf(contained, product, authorizations);
  return {
    name: product.name[0]?.productName ?? 'A product without a name',
    facts: [
      ...productFacts(product),
      fact('Route', ...routes(contained, product)),
      fact('Holder', ...holders),
      fact('Manufacturer', ...manufacturers(contained, product, ingredients)),
      ...authorizations.flatMap((authorization) => authorizationFacts(contained, authorization)),
      fact('Documents', ...(product.attachedDocument ?? []).map(document)),
    ].filter((each) => each !== undefined),
    ingredients: ingredients.map(ingredientView),
    holders: holders.map(({ text }) => text),
  };
}

function productFacts(product: MedicinalProductDefinition): (Fact | undefined)[] {
  return [
    fact('Name', ...product.name.map(nameLine)),
    fact('Identifier', ...(product.identifier ?? []).map(identifier)),
    fact('Dose form', concept(product.combinedPharmaceuticalDoseForm)),
    fact('Indication', said(product.indication)),
    fact('Classification', ...(product.classification ?? []).map(concept)),
    fact('For', concept(product.domain)),
    fact('Legal status of supply', concept(product.legalStatusOfSupply)),
    fact('Description', said(product.description)),
  ];
}

/** `Dualpresil`, remark `Trade name, Swedish, SWE, EU`. */
function nameLine({ productName, type, usage = [] }: MedicinalProductDefinitionName): Said | undefined {
  const where = usage.map((use) =>
    [language(use.language), country(use.country), country(use.jurisdiction)].filter(
      (part) => part !== undefined,
    ),
  );
  const remarks = [concept(type)?.text, ...where.flat()].filter((part) => part !== undefined);
  return said(productName, remarks.length > 0 ? remarks.join(', ') : undefined);
}

function routes(
  contained: readonly FhirResource[],
  product: MedicinalProductDefinition,
): (Said | undefined)[] {
  const administered = contained
    .filter(ofType('AdministrableProductDefinition'))
    .flatMap(({ routeOfAdministration }) => routeOfAdministration.map(({ code }) => concept(code)));
  return [...(product.route ?? []).map(concept), ...administered];
}

/** 2025-01 has the holder as the product's contact, later editions in the authorization. */
function holdersOf(
  contained: readonly FhirResource[],
  product: MedicinalProductDefinition,
  authorizations: readonly RegulatedAuthorization[],
): Said[] {
  const named = [
    ...(product.contact ?? []).map(({ contact }) => contact),
    ...authorizations.map(({ holder }) => holder),
  ];
  const holders = named
    .map((reference) => organization(contained, reference))
    .filter((holder) => holder !== undefined);
  return distinct(holders);
}

function manufacturers(
  contained: readonly FhirResource[],
  { operation = [] }: MedicinalProductDefinition,
  ingredients: readonly Ingredient[],
): Said[] {
  const references = [
    ...operation.flatMap((each) => each.organization ?? []),
    ...ingredients.flatMap((each) => (each.manufacturer ?? []).map(({ manufacturer }) => manufacturer)),
  ];
  return distinct(
    references.map((reference) => organization(contained, reference)).filter((maker) => maker !== undefined),
  );
}

function authorizationFacts(
  contained: readonly FhirResource[],
  authorization: RegulatedAuthorization,
): (Fact | undefined)[] {
  const { identifier: numbers = [], region = [], status, statusDate, validityPeriod } = authorization;
  return [
    fact('Authorization', ...numbers.map(identifier)),
    fact('Authorized in', said(region.map(country).join(', '))),
    fact('Authorization status', said(concept(status)?.text, statusDate && `since ${statusDate}`)),
    fact('Authorization valid', said(period(validityPeriod))),
    fact('Regulator', organization(contained, authorization.regulator)),
  ];
}

function organization(
  contained: readonly FhirResource[],
  reference: Reference | undefined,
): Said | undefined {
  const found = contained
    .filter(ofType('Organization'))
    .find(({ id }) => reference?.reference === `#${id ?? ''}`);
  const name = found?.name ?? reference?.display ?? reference?.identifier?.value ?? reference?.reference;
  return said(name, numbersOf(found));
}

function numbersOf(organization: Organization | undefined): string | undefined {
  const numbers = (organization?.identifier ?? [])
    .map(({ value }) => value)
    .filter((value) => value !== undefined);
  return numbers.length > 0 ? numbers.join(', ') : undefined;
}

function document({ display, reference, identifier: number }: Reference): Said | undefined {
  return said(display ?? reference ?? number?.value, display === undefined ? undefined : reference);
}

function ingredientView({ role, substance }: Ingredient): IngredientView {
  const { code, strength = [] } = substance;
  const named = concept(code.concept) ?? said(code.reference?.display ?? code.reference?.reference);
  return {
    substance: named ?? { text: 'A substance without a name' },
    role: concept(role)?.text ?? '',
    strength: strength.flatMap(strengthLines),
    reference: strength
      .flatMap(({ referenceStrength = [] }) => referenceStrength.map(referenceLine))
      .filter((line) => line !== undefined),
  };
}

function distinct(values: readonly Said[]): Said[] {
  return [...new Map(values.map((value) => [value.text, value])).values()];
}
