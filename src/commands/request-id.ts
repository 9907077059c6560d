import { createHash } from 'node:crypto';
import stringify from 'json-stable-stringify';
import type { Bundle, FhirResource } from 'fhir/r5';
import { SOURCES, type Kind, type RequestInput } from '../contract/index.js';

/** Workflow id of a request that the command line or a backfill starts. */
export function workflowIdOf(kind: Kind, account: string, request: RequestInput): string {
  return `${kind}/${account}/${request.requestId ?? contentId(request)}`;
}

/**
 * The product's own identifier with a short hash of the content (`MPID-123.4f0a9c1e`): the same content has the same
 * id wherever it comes from, changed content another one.
 */
function contentId(request: RequestInput): string {
  const source = SOURCES.map((name) => request[name]).find((value) => value !== undefined);
  const hash = createHash('sha256')
    .update(stringify(source) ?? '')
    .digest('hex')
    .slice(0, 8);
  const own = ownIdentifier(request)?.replace(/\s+/g, '-').slice(0, 100);
  return own === undefined ? hash : `${own}.${hash}`;
}

function ownIdentifier(request: RequestInput): string | undefined {
  if (request.product !== undefined) return request.product.identifier.value;
  if (request.substance !== undefined) return request.substance.name;
  const resources = (request.resources ??
    request.task?.contained ??
    entries(request.bundle)) as FhirResource[];
  const product = resources.find((each) => each.resourceType === 'MedicinalProductDefinition');
  const substance = resources.find((each) => each.resourceType === 'SubstanceDefinition');
  return product?.identifier?.[0]?.value ?? substance?.name?.[0]?.name;
}

function entries(bundle: Bundle | undefined): unknown[] {
  return (bundle?.entry ?? []).map((entry) => entry.resource);
}
