import type { FhirResource } from 'fhir/r5';
import type { AnyResource } from '../contract/index.js';
import {
  resolveAddress,
  resolveWithin,
  isPartial,
  parseAddress,
  createUnexpectedAnswerError,
  type FhirCaller,
} from '../fhir/index.js';

/** A parsed reference. */
export interface Link {
  /** `Type/id` within the base. A reference to another server is unchanged. */
  reference: string;
  /** Absolute address. Null if the reference is not an address. */
  url: string | null;
  /** Whether it is a resource of this service, which the worker may read with the account's key. */
  isWithin: boolean;
}

/**
 * Parses a literal reference: relative or absolute, with or without a version. It drops the version, because identifiers do
 * not change with versions, and the service promises only current resources.
 */
export function parseLink(reference: string, baseUrl: string): Link {
  const within = resolveWithin(baseUrl, reference);
  const address = within === null ? null : parseAddress(within.slice(baseUrl.length));
  if (address === null) return { reference, url: resolveAddress(baseUrl, reference), isWithin: false };
  const { type, id } = address;
  return { reference: `${type}/${id}`, url: `${baseUrl}/${type}/${id}`, isWithin: true };
}

/** The resources that one result refers to, each read once. */
export class LinkedResources {
  readonly #read = new Map<string, FhirResource>();

  constructor(
    readonly client: FhirCaller,
    readonly signal: AbortSignal,
  ) {}

  /** All resources that were read or added, without duplicates. */
  get all(): AnyResource[] {
    return [...this.#read.values()].map((resource) => resource as AnyResource);
  }

  /** Adds a resource that needs no call, because the Task contains it. */
  add(name: string, resource: FhirResource): void {
    this.#read.set(name, resource);
  }

  /** Reads a resource once. @throws FhirError; `unreadable` if the answer is not a complete resource of the reference's type and id. */
  async read({ reference }: Link): Promise<FhirResource> {
    const known = this.#read.get(reference);
    if (known !== undefined) return known;
    const call = { method: 'GET', path: reference, signal: this.signal } as const;
    const answer = await this.client.call(call);
    const { resource } = answer;
    const [type = '', id] = reference.split('/');
    if (resource?.resourceType !== type || isPartial(resource)) {
      throw createUnexpectedAnswerError(`GET ${reference}`, answer, `a whole ${type}`);
    }
    // A cache that confuses its entries would give a product the PhPID of another product.
    if (resource.id !== undefined && resource.id !== id) {
      throw createUnexpectedAnswerError(
        `GET ${reference}`,
        answer,
        `that of id ${id} (it is ${resource.id})`,
      );
    }
    this.#read.set(reference, resource);
    return resource;
  }
}
