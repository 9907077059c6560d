import { randomUUID } from 'node:crypto';

/** A resource as the server keeps it: anything with a type. */
export type Json = Record<string, unknown> & { resourceType: string };

export interface Version {
  /** Null where the version is a deletion. */
  resource: Json | null;
  versionId: string;
  lastUpdated: string;
}

/** Resources with all their versions (R5, http, versioning). */
export class ResourceStore {
  readonly #histories = new Map<string, Version[]>();

  /** Writes a resource's next version; the server's own id, version and time replace those of the request. */
  write(type: string, sent: Json | null, id: string = randomUUID()): Version & { id: string } {
    const history = this.history(type, id);
    const versionId = String(history.length + 1);
    const lastUpdated = new Date().toISOString();
    const meta = { ...(sent?.meta as object | undefined), versionId, lastUpdated };
    const version = { resource: sent && { ...sent, id, meta }, versionId, lastUpdated };
    this.#histories.set(`${type}/${id}`, [...history, version]);
    return { ...version, id };
  }

  /** Returns the versions, the oldest first; empty for an unknown resource. */
  history(type: string, id: string): Version[] {
    return this.#histories.get(`${type}/${id}`) ?? [];
  }

  current(type: string, id: string): Version | undefined {
    return this.history(type, id).at(-1);
  }

  /** Lists the current versions of a type that are not deleted, the oldest first. */
  all(type: string): Json[] {
    return [...this.#histories]
      .filter(([name]) => name.startsWith(`${type}/`))
      .flatMap(([, history]) => history.at(-1)?.resource ?? []);
  }
}
