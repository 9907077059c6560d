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

/** Where a reference leads, in one form: relative and without version within the base, as it stands elsewhere. */
export interface Link {
  /** `Type/id`, or what the reference is where it leads to another server. */
  reference: string;
  /** Absolute; null where it is no address. */
  url: string | null;
  /** Whether it is a resource of this service, which may be read with its key. */
  isWithin: boolean;
}

/**
 * Reads a literal reference: relative, absolute within the base or elsewhere, with a version or without. The version
 * is left out: identifiers do not change with versions, and the service promises to read current resources alone.
 */
export function linkOf(reference: string, baseUrl: string): Link {
  const within = resolveWithin(baseUrl, reference);
  const address = within === null ? null : parseAddress(within.slice(baseUrl.length));
  if (address === null) return { reference, url: resolveAddress(baseUrl, reference), isWithin: false };
  const { type, id } = address;
  return { reference: `${type}/${id}`, url: `${baseUrl}/${type}/${id}`, isWithin: true };
}

/** The resources that one result leads to, each read once. */
export class LinkedResources {
  readonly #read = new Map<string, FhirResource>();

  constructor(
    readonly client: FhirCaller,
    readonly signal: AbortSignal,
  ) {}

  /** All that was read or taken in, without duplicates. */
  get all(): AnyResource[] {
    return [...this.#read.values()].map((resource) => resource as AnyResource);
  }

  /** Takes in what came without a call: a resource contained in the Task. */
  add(name: string, resource: FhirResource): void {
    this.#read.set(name, resource);
  }

  /** @throws FhirError; `unreadable` for what is no whole resource of the reference's type and id. */
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
    // A cache on the way that mixes up its entries would give a product the PhPID of another.
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
