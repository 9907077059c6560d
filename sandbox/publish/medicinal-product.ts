import type { FhirResource, MedicinalProductDefinition, MedicinalProductDefinitionName } from 'fhir/r5';
import { profileUrl, type Edition } from '../editions/index.js';
import { phpidAt } from './administrable-product.js';
import { productId } from './codes.js';
import { narrative } from './narrative.js';
import type { ProductFacts } from './product-facts.js';

/** Computes the id of the product's record. The same product has the same id for every requester. */
export function recordId(edition: Edition, { product, holder }: ProductFacts): string {
  const identifier = product.identifier?.[0];
  const country = product.name[0]?.usage?.[0]?.country.coding?.[0]?.code;
  return productId(edition, [
    identifier?.system ?? '',
    identifier?.value ?? '',
    (product.name[0]?.productName ?? '').toUpperCase(),
    country ?? '',
    (holder?.name ?? '').toUpperCase(),
  ]);
}

/** Names the holder in the product's contact or through an authorization, as the edition has it. */
function holderOf(
  edition: Edition,
  facts: ProductFacts,
): Pick<MedicinalProductDefinition, 'contained' | 'contact'> {
  const name = facts.holder?.name;
  if (name === undefined) return {};
  const organization: FhirResource = { resourceType: 'Organization', id: 'holder', name };
  if (edition.holderIsContact) {
    const contact = { reference: '#holder', type: 'Organization', display: name };
    return { contained: [organization], contact: [{ contact }] };
  }
  const authorization: FhirResource = {
    resourceType: 'RegulatedAuthorization',
    id: 'authorization',
    subject: [{ reference: '#' }],
    holder: { reference: '#holder' },
  };
  return { contained: [organization, authorization] };
}

function names(facts: ProductFacts): MedicinalProductDefinitionName[] {
  return facts.product.name.map(({ productName, type, usage }) => ({
    productName,
    ...(type ? { type } : {}),
    ...(usage ? { usage } : {}),
  }));
}

/** The product's record in the drug dictionary (profile of published MedicinalProductDefinitions). */
export function publishedProduct(edition: Edition, facts: ProductFacts): MedicinalProductDefinition {
  const id = recordId(edition, facts);
  const own = { system: edition.systems.productId, value: id };
  const { type, domain, status, combinedPharmaceuticalDoseForm, identifier } = facts.product;
  return {
    resourceType: 'MedicinalProductDefinition',
    id,
    meta: { versionId: '1', profile: [profileUrl(edition, edition.answers.medicinalProduct)] },
    text: narrative(`${facts.product.name[0]?.productName ?? ''}, ${id}`),
    ...holderOf(edition, facts),
    identifier: edition.publishesRequestedIdentifiers ? [own, ...(identifier ?? [])] : [own],
    ...(type ? { type } : {}),
    ...(domain ? { domain } : {}),
    ...(status ? { status } : {}),
    ...(combinedPharmaceuticalDoseForm ? { combinedPharmaceuticalDoseForm } : {}),
    classification: [{ coding: [{ system: edition.systems.phpidLevel4, code: phpidAt(edition, facts, 4) }] }],
    name: names(facts),
  };
}
