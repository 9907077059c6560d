import type { CapabilityStatement, CapabilityStatementRestResource } from 'fhir/r5';
import type { FastifyInstance } from 'fastify';
import type { Abilities } from '../abilities.js';
import type { Context } from '../context.js';
import type { Edition } from '../editions/index.js';
import { FHIR_JSON } from '../http/errors.js';

/**
 * The edition's CapabilityStatement: its interactions, search parameters, date and software version, and the abilities
 * that the guide has not. It does not list `$validate`, as the guide's own doesn't.
 */
function capabilityStatement(edition: Edition, abilities: Abilities): CapabilityStatement {
  const { title, status, date, softwareVersion, resources } = edition.capability;
  return {
    resourceType: 'CapabilityStatement',
    id: 'WHO-UMC-IDMP-service',
    name: title,
    title: `Sandbox of the IDMP service, edition ${edition.name}`,
    status,
    date,
    publisher: 'Sandbox',
    kind: 'capability',
    software: { name: title, version: softwareVersion },
    fhirVersion: '5.0.0',
    format: ['json'],
    rest: [{ mode: 'server', resource: resources.map((resource) => withAbilities(resource, abilities)) }],
  };
}

/** Adds the abilities of Tasks; an edition that does not list delete stays without it (2026-05 has it all the same). */
function withAbilities(
  resource: CapabilityStatementRestResource,
  { delete: deletes, update, conditionalCreate, searchByFocus, searchByTime }: Abilities,
): CapabilityStatementRestResource {
  if (resource.type !== 'Task') return resource;
  const { interaction = [], searchParam = [] } = resource;
  return {
    ...resource,
    interaction: [
      ...interaction.filter(({ code }) => code !== 'delete' || deletes),
      ...(update ? [{ code: 'update' as const }] : []),
    ],
    ...(conditionalCreate ? { conditionalCreate } : {}),
    searchParam: [
      ...searchParam,
      ...(searchByFocus ? [{ name: 'focus', type: 'reference' as const }] : []),
      ...(searchByTime ? [{ name: '_lastUpdated', type: 'date' as const }] : []),
    ],
  };
}

/** `GET /E/metadata` */
export function metadataRoutes(app: FastifyInstance, edition: Edition, { store }: Context): void {
  app.get('/metadata', (_request, reply) =>
    reply.type(FHIR_JSON).send(JSON.stringify(capabilityStatement(edition, store.settings.abilities))),
  );
}
