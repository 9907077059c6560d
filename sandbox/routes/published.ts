import type {
  AdministrableProductDefinition,
  FhirResource,
  MedicinalProductDefinition,
  SubstanceDefinition,
} from 'fhir/r5';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { baseOf, type Context } from '../context.js';
import type { Edition } from '../editions/index.js';
import { FHIR_JSON } from '../http/errors.js';
import { ownerOf } from '../http/key.js';
import { fhirError } from '../http/outcome.js';
import { searchBundle } from '../http/search-query.js';
import { phpidMatchers, productMatchers, substanceMatchers } from '../publish/search.js';
import type { Published, PublishedType } from '../store/entries.js';
import type { Store } from '../store/store.js';

const PUBLIC = (): void => undefined;
/** Detailed product data need a licence, PhPIDs and GSIDs are public (guide, authentication). */
const LICENSED = (request: FastifyRequest): void => void ownerOf(request);

/** Brings overdue Tasks up to date, so that a reader finds the PhPIDs of finished Tasks. */
function catchUp({ store, office }: Context): Store {
  for (const record of store.tasks.all()) office.progress(record);
  return store;
}

/** Routes of published resources: read and search of PhPIDs, products and substances. */
export function publishedRoutes(app: FastifyInstance, edition: Edition, context: Context): void {
  const read = (
    type: PublishedType,
    allow: (request: FastifyRequest) => void,
    search: (store: Store, base: string, url: string) => FhirResource,
  ): void => {
    app.get(`/${type}/:id`, (request, reply) => {
      allow(request);
      const { id } = request.params as { id: string };
      const find = (store: Store): Published | undefined => store.published(edition.name, type, id);
      const resource = find(context.store) ?? find(catchUp(context));
      if (!resource) throw fhirError(404, 'not-found', `${type}/${id} does not exist.`);
      return reply
        .header('ETag', `W/"${resource.meta?.versionId ?? '1'}"`)
        .type(FHIR_JSON)
        .send(JSON.stringify(resource));
    });
    app.get(`/${type}`, (request, reply) => {
      allow(request);
      const bundle = search(catchUp(context), baseOf(edition, request), request.url);
      return reply.type(FHIR_JSON).send(JSON.stringify(bundle));
    });
  };

  const products = (store: Store): MedicinalProductDefinition[] =>
    store.allPublished(edition.name, 'MedicinalProductDefinition') as MedicinalProductDefinition[];

  read('AdministrableProductDefinition', PUBLIC, (store, base, url) =>
    searchBundle({
      edition,
      base,
      url,
      type: 'AdministrableProductDefinition',
      resources: store.allPublished(
        edition.name,
        'AdministrableProductDefinition',
      ) as AdministrableProductDefinition[],
      matchers: phpidMatchers(products(store)),
    }),
  );
  read('MedicinalProductDefinition', LICENSED, (store, base, url) =>
    searchBundle({
      edition,
      base,
      url,
      type: 'MedicinalProductDefinition',
      resources: products(store),
      matchers: productMatchers,
    }),
  );
  read('SubstanceDefinition', PUBLIC, (store, base, url) =>
    searchBundle({
      edition,
      base,
      url,
      type: 'SubstanceDefinition',
      resources: store.allPublished(edition.name, 'SubstanceDefinition') as SubstanceDefinition[],
      matchers: substanceMatchers,
    }),
  );
}
