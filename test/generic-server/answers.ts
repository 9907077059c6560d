import type { Json, Version } from './resource-store.js';

/** An answer: a status, headers, and perhaps a resource. */
export interface Answer {
  status: number;
  headers?: Record<string, string>;
  resource?: Json;
}

export function outcome(status: number, severity: string, code: string, diagnostics: string): Answer {
  return { status, resource: { resourceType: 'OperationOutcome', issue: [{ severity, code, diagnostics }] } };
}

/** Answers `Location` with the version, without the written resource (R5, http, create; Prefer: return=minimal). */
export function written(status: number, place: string, { versionId, lastUpdated }: Version): Answer {
  return {
    status,
    headers: { location: `${place}/_history/${versionId}`, ...validators({ versionId, lastUpdated }) },
  };
}

export function read(version: Version & { resource: Json }): Answer {
  return { status: 200, headers: validators(version), resource: version.resource };
}

function validators({
  versionId,
  lastUpdated,
}: Pick<Version, 'versionId' | 'lastUpdated'>): Record<string, string> {
  return { etag: `W/"${versionId}"`, 'last-modified': new Date(lastUpdated).toUTCString() };
}

/** Abilities of the server; it does not know profiles and operations of the IDMP service. */
export function capabilityStatement(conditionalCreate: boolean): Json {
  const interactions = ['read', 'vread', 'create', 'update', 'delete', 'search-type'];
  const types = [
    'Task',
    'AdministrableProductDefinition',
    'MedicinalProductDefinition',
    'SubstanceDefinition',
  ];
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: '2026-01-01',
    kind: 'instance',
    software: { name: 'A generic FHIR server', version: '7.4.0' },
    implementation: { description: 'A generic FHIR server' },
    fhirVersion: '5.0.0',
    format: ['json'],
    rest: [
      {
        mode: 'server',
        resource: types.map((type) => ({
          type,
          interaction: interactions.map((code) => ({ code })),
          versioning: 'versioned-update',
          conditionalCreate,
          searchParam: ['identifier', 'status', '_id'].map((name) => ({ name, type: 'token' })),
          operation: [
            {
              name: 'validate',
              definition: 'http://hl7.org/fhir/OperationDefinition/Resource-validate',
            },
          ],
        })),
      },
    ],
  };
}
