import { Context, log } from '@temporalio/activity';
import type { FhirResource } from 'fhir/r5';
import type {
  AnyResource,
  FetchOutputsInput,
  GsidResult,
  Identifier,
  Phpid,
  PhpidResult,
  RequestResult,
  TaskOutput,
} from '../contract/index.js';
import { editionNamed, type Edition } from '../editions/index.js';
import { absoluteAddress, addressWithin, FhirError, type FhirClient } from '../fhir/index.js';
import type { ActivityDependencies } from './dependencies.js';
import { failureOfCall, finalFailure } from './failures.js';

/** An output with the resource that it leads to; null for a logical reference or one to another origin. */
interface FetchedOutput extends TaskOutput {
  resource: FhirResource | null;
  /** Absolute address of the reference. */
  url: string | null;
}

/**
 * Reads every resource that the completed Task's outputs lead to (guide, phpIdRequest steps 5 and 6) and says which
 * identifiers came out. Ends the request with `ProtocolError` where there is none.
 */
export async function fetchOutputs(
  { clients }: ActivityDependencies,
  input: FetchOutputsInput,
): Promise<RequestResult> {
  const client = clients.of(input.account);
  const edition = editionNamed(client.account.edition);
  const outputs: FetchedOutput[] = [];
  // One after the other: the rate limit counts activities, and a burst of five calls is not what it promises.
  for (const output of input.outputs) outputs.push(await fetched(output, client, input.taskId, edition));
  const { requestId, taskId, taskUrl, submittedAt, completedAt, polls } = input;
  const resources = outputs.flatMap(({ resource }) => (resource === null ? [] : [resource as AnyResource]));
  const common = {
    requestId,
    edition: edition.name,
    taskId,
    taskUrl,
    resources,
    submittedAt,
    completedAt,
    polls,
  };
  return input.kind === 'phpid'
    ? phpidResult(common, outputs, edition)
    : { ...common, gsid: gsidOf(outputs, edition, input) };
}

async function fetched(
  output: TaskOutput,
  client: FhirClient,
  taskId: string,
  edition: Edition,
): Promise<FetchedOutput> {
  const { baseUrl } = client.account;
  const { reference, type } = output;
  if (reference === null) return { ...output, resource: null, url: null };
  const url = absoluteAddress(baseUrl, reference);
  if (addressWithin(baseUrl, reference) === null) {
    log.warn('an output leads to another server and is not followed', { reference });
    return { ...output, resource: null, url };
  }
  try {
    return { ...output, resource: await readResource(client, reference), url };
  } catch (error) {
    if (edition.outputs.product.includes(type) && isClosed(error)) {
      log.warn('the product record cannot be read with this key', { reference, status: error.status });
      return { ...output, resource: null, url };
    }
    throw failureOfCall(error, taskId);
  }
}

async function readResource(client: FhirClient, reference: string): Promise<FhirResource> {
  const signal = Context.current().cancellationSignal;
  const { resource, status } = await client.call({ method: 'GET', path: reference, signal });
  if (resource !== null && resource.resourceType !== 'OperationOutcome') return resource;
  const message = `the answer is ${resource?.resourceType ?? 'empty'}, not the resource of an output`;
  throw new FhirError({ reason: 'unreadable', call: `GET ${reference}`, message, status });
}

/**
 * Products need a licence, PhPIDs are public (guide, authentication): what was asked for must not wait for a record
 * that this key may never see.
 */
function isClosed(error: unknown): error is FhirError {
  return error instanceof FhirError && (error.reason === 'denied' || error.reason === 'missing');
}

type Common = Omit<GsidResult, 'gsid'>;

function phpidResult(common: Common, outputs: FetchedOutput[], edition: Edition): PhpidResult {
  const phpids = outputs
    .filter((output) => edition.outputs.phpid.includes(output.type))
    .flatMap((output) => phpidOf(output, edition))
    .sort((one, other) => (one.level ?? 0) - (other.level ?? 0));
  if (phpids.length === 0) throw noIdentifier('PhPID', common.taskId, outputs);
  return { ...common, phpids, productId: productIdOf(outputs, edition) };
}

function phpidOf({ resource, identifier, reference, url }: FetchedOutput, edition: Edition): Phpid[] {
  const stated =
    resource?.resourceType === 'AdministrableProductDefinition' ? resource.identifier?.[0] : undefined;
  const system = stated?.system ?? identifier?.system;
  const value = stated?.value ?? identifier?.value;
  if (system === undefined || value === undefined) return [];
  const code = stated?.type?.coding?.[0]?.code ?? '';
  const level = Object.hasOwn(edition.levels, code) ? (edition.levels[code] ?? null) : null;
  return [{ system, value, level, reference, url }];
}

function productIdOf(outputs: FetchedOutput[], edition: Edition): Identifier | null {
  const output = outputs.find(({ type }) => edition.outputs.product.includes(type));
  if (output === undefined) return null;
  if (output.identifier !== null) return output.identifier;
  const { resource } = output;
  return resource?.resourceType === 'MedicinalProductDefinition'
    ? identifierOf(resource.identifier, edition.systems.productId)
    : null;
}

function gsidOf(outputs: FetchedOutput[], edition: Edition, input: FetchOutputsInput): Identifier {
  for (const { type, resource, identifier } of outputs) {
    if (!edition.outputs.gsid.includes(type)) continue;
    const stated = resource?.resourceType === 'SubstanceDefinition' ? resource.identifier : undefined;
    const gsid = identifierOf(stated, edition.systems.gsid) ?? identifier;
    if (gsid !== null) return gsid;
  }
  throw noIdentifier('GSID', input.taskId, outputs);
}

/** The identifier of that system, else the first whole one. */
function identifierOf(
  identifiers: { system?: string; value?: string }[] | undefined,
  wanted: string,
): Identifier | null {
  const whole = (identifiers ?? []).flatMap(({ system, value }) =>
    system === undefined || value === undefined ? [] : [{ system, value }],
  );
  return whole.find(({ system }) => system === wanted) ?? whole[0] ?? null;
}

function noIdentifier(name: string, taskId: string, outputs: TaskOutput[]): Error {
  const types =
    outputs.length === 0 ? 'no output' : `outputs of type ${outputs.map(({ type }) => type).join(', ')}`;
  const text = `Task/${taskId} is completed, but its outputs give no ${name} (it has ${types})`;
  return finalFailure(
    'ProtocolError',
    text,
    [{ severity: 'error', code: 'not-found', text, expression: ['Task.output'] }],
    taskId,
  );
}
