import type {
  CodeableConcept,
  FhirResource,
  Ingredient,
  MedicinalProductDefinition,
  MedicinalProductDefinitionName,
  Organization,
  Reference,
  RegulatedAuthorization,
} from 'fhir/r5';
import type {
  DocumentInput,
  IngredientInput,
  Issue,
  ProductInput,
  ProductNameInput,
  TermInput,
} from '../contract/index.js';
import type { Edition } from '../editions/index.js';
import { createStrength } from './strength.js';
import { createQuantity } from './units.js';

const PRODUCT_ID = 'product';
const HOLDER_ID = 'holder';

/** Codes of R5's ingredient-role. */
const ROLES = {
  active: { code: '100000072072', display: 'Active' },
  adjuvant: { code: '100000072073', display: 'Adjuvant' },
  excipient: { code: '100000072082', display: 'Excipient' },
} as const;

/** Codes of R5's medicinal-product-name-type; any other type of a name is sent as text. */
const NAME_TYPES = new Set(['BAN', 'INN', 'INNM', 'pINN', 'rINN']);

/**
 * Creates the resources of a PhPID request for a product, in the edition's form and in the order of its inputs. The issues
 * are warnings about omitted data, for which the edition has no element. The ids of the resources serve internal references
 * only (guide, phpIdRequest step 1).
 */
export function createProductResources(
  product: ProductInput,
  edition: Edition,
): { resources: FhirResource[]; issues: Issue[] } {
  const common = [
    createProduct(product, edition),
    ...product.ingredients.map((each, index) => createIngredient(each, index, edition)),
    createHolder(product),
  ];
  if (edition.holderIn === 'authorization') {
    return { resources: [...common, createAuthorization(product)], issues: [] };
  }
  return {
    resources: common,
    issues: product.authorization === undefined ? [] : [createOmissionWarning(edition)],
  };
}

function createProduct(product: ProductInput, edition: Edition): MedicinalProductDefinition {
  return {
    resourceType: 'MedicinalProductDefinition',
    id: PRODUCT_ID,
    identifier: [product.identifier],
    domain: createConcept('http://hl7.org/fhir/medicinal-product-domain', product.domain ?? 'Human'),
    ...(product.doseForm === undefined
      ? {}
      : { combinedPharmaceuticalDoseForm: createTermConcept(product.doseForm) }),
    ...(product.atc === undefined
      ? {}
      : { classification: [createConcept('http://www.whocc.no/atc', product.atc)] }),
    attachedDocument: product.documents.map(createDocument),
    ...(edition.holderIn === 'contact'
      ? {
          contact: [
            {
              type: createConcept('http://hl7.org/fhir/medicinal-product-contact-type', 'ProposedMAH'),
              contact: { reference: `#${HOLDER_ID}`, type: 'Organization', display: product.holder.name },
            },
          ],
        }
      : {}),
    name: product.names.map((each) => createProductName(each, edition)),
  };
}

function createProductName(input: ProductNameInput, edition: Edition): MedicinalProductDefinitionName {
  return {
    productName: input.name,
    ...(input.type === undefined ? {} : { type: createNameType(input.type) }),
    usage: [
      {
        country: createConcept('urn:iso:std:iso:3166', input.country),
        ...(input.jurisdiction === undefined
          ? {}
          : { jurisdiction: createConcept(edition.systems.jurisdiction, input.jurisdiction) }),
        language: createConcept('urn:ietf:bcp:47', input.language),
      },
    ],
  };
}

function createNameType(type: string): CodeableConcept {
  return NAME_TYPES.has(type)
    ? createConcept('http://hl7.org/fhir/medicinal-product-name-type', type)
    : { text: type };
}

function createIngredient(input: IngredientInput, index: number, edition: Edition): Ingredient {
  const role = ROLES[input.role ?? 'active'];
  const reference = input.referenceStrength;
  return {
    resourceType: 'Ingredient',
    id: `ingredient-${index + 1}`,
    // Required in R5, although the guide of 2025 labels it unused. An ingredient of a request is in use.
    status: 'active',
    for: [{ reference: `#${PRODUCT_ID}` }],
    role: { coding: [{ system: 'http://hl7.org/fhir/ingredient-role', ...role }] },
    substance: {
      code: { concept: createSubstanceConcept(input, edition) },
      strength: [
        {
          ...createStrength(input.strength, edition),
          ...(reference === undefined
            ? {}
            : {
                referenceStrength: [
                  {
                    substance: { concept: createSubstanceConcept(reference, edition) },
                    strengthQuantity: createQuantity(reference, edition),
                  },
                ],
              }),
        },
      ],
    },
  };
}

function createSubstanceConcept(
  input: { substance: string; gsid?: string },
  edition: Edition,
): CodeableConcept {
  return {
    ...(input.gsid === undefined ? {} : { coding: [{ system: edition.systems.gsid, code: input.gsid }] }),
    text: input.substance,
  };
}

function createHolder(product: ProductInput): Organization {
  const { name, identifier } = product.holder;
  return {
    resourceType: 'Organization',
    id: HOLDER_ID,
    ...(identifier === undefined ? {} : { identifier: [identifier] }),
    name,
  };
}

function createAuthorization(product: ProductInput): RegulatedAuthorization {
  const identifier = product.authorization?.identifier;
  return {
    resourceType: 'RegulatedAuthorization',
    id: 'authorization',
    ...(identifier === undefined ? {} : { identifier: [identifier] }),
    subject: [{ reference: `#${PRODUCT_ID}` }],
    holder: { reference: `#${HOLDER_ID}` },
  };
}

function createOmissionWarning(edition: Edition): Issue {
  return {
    severity: 'warning',
    code: 'not-supported',
    text: `edition ${edition.name} has no element for an authorization; it was omitted`,
    expression: ['product.authorization'],
  };
}

function createDocument(input: DocumentInput): Reference {
  if (typeof input === 'string') return { display: input };
  // The reference is logical, because the resource at the address is a document, not a DocumentReference.
  const identifier =
    input.url === undefined ? {} : { identifier: { system: 'urn:ietf:rfc:3986', value: input.url } };
  return { ...identifier, display: input.title };
}

function createTermConcept(term: TermInput): CodeableConcept {
  if (typeof term === 'string') return { text: term };
  const { text, system, code } = term;
  return { coding: [{ system, code }], ...(text === undefined ? {} : { text }) };
}

function createConcept(system: string, code: string): CodeableConcept {
  return { coding: [{ system, code }] };
}
