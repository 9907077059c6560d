import type { FhirResource, MedicinalProductDefinition, Organization, RegulatedAuthorization } from 'fhir/r5';
import type { Issue } from '../contract/index.js';
import type { Edition, RequestRules } from '../editions/index.js';
import type { CollectedResource } from './collect-resources.js';
import { createProblem, RequestProblem } from './request-problem.js';

/**
 * Completes FHIR resources of a caller to the content of the edition's request: one product, its ingredients, its holder,
 * and the link between product and holder in the edition's form.
 *
 * @throws RequestProblem that lists missing resources, excess resources, and types without an input code in the edition
 */
export function completeResources(
  collected: CollectedResource[],
  rules: RequestRules,
  edition: Edition,
): FhirResource[] {
  const issues = [
    ...findUnknownTypes(collected, rules, edition),
    ...findWrongCounts(collected, rules, edition),
    ...findNestedResources(collected),
  ];
  if (issues.length > 0) throw new RequestProblem('InvalidRequest', issues);
  return linkHolder(
    collected.map((each) => each.resource),
    edition,
  );
}

function findUnknownTypes(collected: CollectedResource[], rules: RequestRules, edition: Edition): Issue[] {
  const known = rules.inputs.map((input) => input.resourceType);
  return collected
    .filter(({ resource }) => !known.some((type) => type === resource.resourceType))
    .map(({ resource, place }) =>
      createProblem(
        place,
        'not-supported',
        `edition ${edition.name} has no input code for ${resource.resourceType}; it supports ${known.join(', ')}`,
      ),
    );
}

function findWrongCounts(collected: CollectedResource[], rules: RequestRules, edition: Edition): Issue[] {
  return rules.inputs.flatMap(({ resourceType, min, max }) => {
    const found = collected.filter(({ resource }) => resource.resourceType === resourceType);
    // An authorization can be created from product and holder. Other resources cannot be created.
    if (found.length < min && resourceType !== 'RegulatedAuthorization') {
      return [
        createProblem(
          'input',
          'required',
          `${resourceType} is missing; edition ${edition.name} requires at least ${min}`,
        ),
      ];
    }
    return found
      .slice(max)
      .map(({ place }) =>
        createProblem(
          place,
          'structure',
          `exceeds the limit of edition ${edition.name}: at most ${max} ${resourceType}`,
        ),
      );
  });
}

/** Finds contained resources that contain resources themselves (R5 rule dom-2). */
function findNestedResources(collected: CollectedResource[]): Issue[] {
  return collected
    .filter(({ resource }) => 'contained' in resource)
    .map(({ place }) =>
      createProblem(
        `${place}.contained`,
        'structure',
        'a contained resource must not contain resources; list them beside the other resources',
      ),
    );
}

function linkHolder(resources: FhirResource[], edition: Edition): FhirResource[] {
  const product = resources.find((each) => each.resourceType === 'MedicinalProductDefinition');
  const organization = resources.find((each) => each.resourceType === 'Organization');
  if (product === undefined || organization === undefined) return resources;
  if (edition.holderIn === 'contact') {
    return resources.map((each) => (each === product ? addContact(product, organization) : each));
  }
  const authorization = resources.find((each) => each.resourceType === 'RegulatedAuthorization');
  if (authorization === undefined)
    return [...resources, linkResources(createAuthorization(resources), product, organization)];
  return resources.map((each) =>
    each === authorization ? linkResources(authorization, product, organization) : each,
  );
}

function addContact(product: MedicinalProductDefinition, holder: Organization): MedicinalProductDefinition {
  if (product.contact !== undefined && product.contact.length > 0) return product;
  const type = {
    coding: [{ system: 'http://hl7.org/fhir/medicinal-product-contact-type', code: 'ProposedMAH' }],
  };
  return {
    ...product,
    contact: [{ type, contact: { reference: `#${holder.id}`, type: 'Organization', display: holder.name } }],
  };
}

function createAuthorization(resources: FhirResource[]): RegulatedAuthorization {
  const taken = resources.some((each) => each.id === 'authorization');
  return { resourceType: 'RegulatedAuthorization', id: taken ? 'holder-authorization' : 'authorization' };
}

/** Links an authorization to product and holder. The 2025-03 page requires both links, although its profiles do not. */
function linkResources(
  authorization: RegulatedAuthorization,
  product: MedicinalProductDefinition,
  holder: Organization,
): RegulatedAuthorization {
  return {
    ...authorization,
    subject: authorization.subject ?? [{ reference: `#${product.id}` }],
    holder: authorization.holder ?? { reference: `#${holder.id}` },
  };
}
