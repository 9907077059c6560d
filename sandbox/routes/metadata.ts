import type { CapabilityStatement } from 'fhir/r5';
import type { FastifyInstance } from 'fastify';
import type { Edition } from '../editions/index.js';
import { FHIR_JSON } from '../http/errors.js';

/**
 * The edition's CapabilityStatement: its interactions, search parameters, date and software version. It lists
 * neither `$validate` nor conditional create, as the guide's own doesn't.
 */
export function capabilityStatement(edition: Edition): CapabilityStatement {
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
    rest: [{ mode: 'server', resource: resources }],
  };
}

/** `GET /E/metadata` */
export function metadataRoutes(app: FastifyInstance, edition: Edition): void {
  app.get('/metadata', (_request, reply) =>
    reply.type(FHIR_JSON).send(JSON.stringify(capabilityStatement(edition))),
  );
}
