import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Edition, Versioning } from '../editions/index.js';
import { fhirError } from './outcome.js';

type ApiVersions = Extract<Versioning, { header: 'x-api-version' }>;

function apiVersion({ current, retiring }: ApiVersions, request: FastifyRequest, reply: FastifyReply): void {
  const header = request.headers['x-api-version'];
  if (header === undefined) return;
  // The example in the guide ends in a semicolon.
  const version = String(header).replace(/;\s*$/, '').trim();
  if (current.includes(version)) return;
  const retired = Object.hasOwn(retiring, version) ? retiring[version] : undefined;
  if (retired === undefined) {
    const supported = [...current, ...Object.keys(retiring)].join(', ');
    throw fhirError(
      406,
      'not-supported',
      `API version "${version}" is not supported; supported are ${supported}.`,
    );
  }
  void reply.header(
    'Warning',
    `299 IDMPService "Support for the requested API version will be retired ${retired}"`,
  );
}

function fhirVersion(request: FastifyRequest): void {
  for (const header of [request.headers.accept, request.headers['content-type']]) {
    const version = /;\s*fhirVersion\s*=\s*"?([^",;\s]*)"?/i.exec(header ?? '')?.[1];
    if (version !== undefined && version !== '5.0') {
      throw fhirError(406, 'not-supported', `FHIR version "${version}" is not supported; supported is 5.0.`);
    }
  }
}

/** The sandbox answers in JSON alone; the guide's other format is refused, not ignored. */
function format(request: FastifyRequest): void {
  const { _format: asked } = request.query as Record<string, unknown>;
  const wanted = typeof asked === 'string' && asked !== '' ? asked : (request.headers.accept ?? '');
  const types = wanted.split(',').filter((type) => type.trim() !== '');
  if (types.length > 0 && types.every((type) => type.includes('xml'))) {
    throw fhirError(406, 'not-supported', 'The sandbox answers in JSON only: application/fhir+json.');
  }
}

/** Refuses versions and formats that an edition does not support, and warns about versions that will be retired. */
export function negotiate({ versioning }: Edition, request: FastifyRequest, reply: FastifyReply): void {
  if (versioning.header === 'x-api-version') apiVersion(versioning, request, reply);
  else fhirVersion(request);
  format(request);
}
