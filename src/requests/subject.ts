import type { Bundle, FhirResource } from 'fhir/r5';
import type { Identifier, RequestInput, RequestSubject } from '../contract/index.js';

/** Returns identifier and name of the product or substance of a request, from any source. */
export function subjectOf(request: RequestInput): RequestSubject {
  const { product, substance } = request;
  if (product !== undefined) return { identifier: product.identifier, name: product.names[0]?.name ?? null };
  if (substance !== undefined) return { identifier: null, name: substance.name };
  const resources = (request.resources ??
    request.task?.contained ??
    listResources(request.bundle)) as FhirResource[];
  const medicinal = resources.find((each) => each?.resourceType === 'MedicinalProductDefinition');
  if (medicinal !== undefined) {
    const name = medicinal.name?.[0]?.productName ?? null;
    return { identifier: completeIdentifier(medicinal.identifier?.[0]), name };
  }
  const definition = resources.find((each) => each?.resourceType === 'SubstanceDefinition');
  return { identifier: null, name: definition?.name?.[0]?.name ?? null };
}

function completeIdentifier(identifier: Partial<Identifier> | undefined): Identifier | null {
  const { system, value } = identifier ?? {};
  return value === undefined ? null : { system: system ?? '', value };
}

function listResources(bundle: Bundle | undefined): unknown[] {
  return (bundle?.entry ?? []).map((entry) => entry.resource);
}
