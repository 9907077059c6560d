import { Context } from '@temporalio/activity';
import type { FhirResource, Identifier as FhirIdentifier } from 'fhir/r5';
import { createFailure } from '../contract/create-failure.js';
import type {
  AnyResource,
  FetchedOutputs,
  FetchOutputsInput,
  GsidResult,
  Identifier,
  Issue,
  Phpid,
  PhpidResult,
  TaskOutput,
} from '../contract/index.js';
import { editionNamed, isIssuedSystem, type Edition, type IssuedSystem } from '../editions/index.js';
import { FhirError, objectsIn } from '../fhir/index.js';
import type { ActivityDependencies } from './dependencies.js';
import { failureOfCall } from './failures.js';
import { stringifyJson } from '../json/decimals.js';
import { LinkedResources, linkOf } from './linked-resources.js';
import { createWarning } from './oddities.js';
import { readParentPhpids } from './parent-phpids.js';
import { isPhpidResource, checkPhpids, mergePhpids, readPhpid } from './phpids.js';
import { wholeIdentifier } from './task-outputs.js';

/** An output with the resource that it leads to. */
interface FollowedOutput extends TaskOutput {
  /** Where it stands: `Task.output[0]`. */
  expression: string;
  /** Null for a logical reference, one to another server, and a product record that is closed to this key. */
  resource: FhirResource | null;
  /** Absolute address of the reference. */
  url: string | null;
}

/**
 * Reads every resource that the completed Task's outputs lead to (guide, phpIdRequest steps 5 and 6) and says which
 * identifiers came out, in one form for all editions. Ends the request with `ProtocolError` where there is none.
 */
export async function fetchOutputs(
  { clients }: ActivityDependencies,
  input: FetchOutputsInput,
): Promise<FetchedOutputs> {
  const client = clients.of(input.account);
  const edition = editionNamed(client.account.edition);
  const resources = new LinkedResources(client, Context.current().cancellationSignal);
  const warnings: Issue[] = [];
  try {
    const outputs: FollowedOutput[] = [];
    // One after the other: the rate limit counts activities, and a burst of five calls is not what it promises.
    for (const [index, output] of input.outputs.entries()) {
      const expression = `Task.output[${index}]`;
      outputs.push(await followOutput({ ...output, expression }, resources, edition, warnings));
    }
    const identifiers =
      input.kind === 'phpid'
        ? await productIdentifiers(input.taskId, outputs, resources, edition, warnings)
        : { gsid: gsidOf(input.taskId, outputs, edition, warnings) };
    const { requestId, taskId, taskUrl, submittedAt, completedAt, polls } = input;
    const kept = limitResources(resources.all, warnings);
    return {
      result: {
        requestId,
        edition: edition.name,
        taskId,
        taskUrl,
        resources: kept,
        submittedAt,
        completedAt,
        polls,
        ...identifiers,
      },
      warnings,
    };
  } catch (error) {
    throw failureOfCall(error, input.taskId);
  }
}

/** In bytes, all resources of a result together: Temporal takes 2 MB. */
const MAX_RESOURCE_BYTES = 1_500_000;

/** The resources that a result has room for; the identifiers are in it anyhow. */
function limitResources(resources: AnyResource[], warnings: Issue[]): AnyResource[] {
  let bytes = 0;
  return resources.filter((resource) => {
    const size = Buffer.byteLength(stringifyJson(resource));
    if (bytes + size <= MAX_RESOURCE_BYTES) {
      bytes += size;
      return true;
    }
    const text = `${resource.resourceType}/${resource.id} has ${size} bytes and is left out of the result: read it from the service`;
    warnings.push(createWarning('too-long', text, 'Task.output'));
    return false;
  });
}

async function followOutput(
  output: TaskOutput & { expression: string },
  resources: LinkedResources,
  edition: Edition,
  warnings: Issue[],
): Promise<FollowedOutput> {
  const { reference, type, contained, expression } = output;
  if (contained !== undefined) {
    const resource = contained as FhirResource;
    resources.add(reference ?? expression, resource);
    return { ...output, resource, url: null };
  }
  const nowhere = { ...output, resource: null, url: null };
  if (reference === null || reference.startsWith('#')) return nowhere;
  const link = linkOf(reference, resources.client.account.baseUrl);
  if (!link.isWithin) {
    const text = `the output's reference ${reference} leads to no resource of this service and is not followed`;
    warnings.push(createWarning('not-found', text, expression));
    return { ...nowhere, url: link.url };
  }
  const found = { ...output, reference: link.reference, url: link.url };
  try {
    return { ...found, resource: await resources.read(link) };
  } catch (error) {
    if (!edition.outputs.product.includes(type) || !isClosed(error)) throw error;
    const text = `the product record cannot be read with this key (${error.status})`;
    warnings.push(createWarning('forbidden', text, expression));
    return { ...found, resource: null };
  }
}

/**
 * Products need a licence, PhPIDs are public (guide, authentication): what was asked for must not wait for a record
 * that this key may never see.
 */
function isClosed(error: unknown): error is FhirError {
  return error instanceof FhirError && (error.reason === 'denied' || error.reason === 'missing');
}

async function productIdentifiers(
  taskId: string,
  outputs: FollowedOutput[],
  resources: LinkedResources,
  edition: Edition,
  warnings: Issue[],
): Promise<Pick<PhpidResult, 'phpids' | 'productId'>> {
  const ofPhpids = outputs.filter(({ type }) => edition.outputs.phpid.includes(type));
  const given = ofPhpids.flatMap((output) => phpidOf(output, edition, warnings));
  if (given.length === 0) throw createNoIdentifierFailure('PhPID', taskId, outputs, warnings);
  const children = ofPhpids.flatMap(({ resource }) => (isPhpidResource(resource) ? [resource] : []));
  const parents = await readParentPhpids(children, given, resources, edition, warnings);
  const phpids = mergePhpids([...given, ...parents]);
  warnings.push(...checkPhpids(phpids, edition));
  return { phpids, productId: productIdOf(outputs, edition, warnings) };
}

/** What the resource says leads; an output without one, or with a resource that says nothing, has its own identifier. */
function phpidOf(output: FollowedOutput, edition: Edition, warnings: Issue[]): Phpid[] {
  const { resource, identifier, reference, url, expression } = output;
  const stated = isPhpidResource(resource) ? readPhpid(resource.identifier, edition) : null;
  if (resource !== null && stated === null) {
    const text = `${reference} is a ${resource.resourceType} that gives no PhPID`;
    warnings.push(createWarning('incomplete', text, expression));
  }
  const phpid = stated ?? (identifier === null ? null : { ...identifier, level: null });
  return phpid === null ? [] : [{ ...phpid, reference, url }];
}

function productIdOf(outputs: FollowedOutput[], edition: Edition, warnings: Issue[]): Identifier | null {
  const ofProduct = outputs.filter(({ type }) => edition.outputs.product.includes(type));
  for (const { identifier, resource } of ofProduct) {
    if (identifier !== null) return identifier;
    if (resource?.resourceType !== 'MedicinalProductDefinition') continue;
    const id = identifierOf(resource.identifier, 'productId', edition);
    if (id !== null) return id;
  }
  const text =
    ofProduct.length === 0
      ? 'the Task has no output for the product'
      : 'the output for the product gives no id';
  warnings.push(
    createWarning(
      'not-found',
      text,
      ...(ofProduct[0] === undefined ? ['Task.output'] : [ofProduct[0].expression]),
    ),
  );
  return null;
}

function gsidOf(
  taskId: string,
  outputs: FollowedOutput[],
  edition: Edition,
  warnings: Issue[],
): GsidResult['gsid'] {
  for (const { type, resource, identifier, expression } of outputs) {
    if (!edition.outputs.gsid.includes(type)) continue;
    const stated = resource?.resourceType === 'SubstanceDefinition' ? resource.identifier : undefined;
    const gsid = identifierOf(stated, 'gsid', edition) ?? identifier;
    if (gsid === null) continue;
    if (!isIssuedSystem(gsid.system, 'gsid', edition)) {
      const text = `the system ${gsid.system} of ${gsid.value} is not that of edition ${edition.name}`;
      warnings.push(createWarning('value', text, expression));
    }
    return gsid;
  }
  throw createNoIdentifierFailure('GSID', taskId, outputs, warnings);
}

/** The identifier of the edition's system, else the only one: among several of other systems (CAS, UNII) none is guessed. */
function identifierOf(
  identifiers: FhirIdentifier[] | undefined,
  role: IssuedSystem,
  edition: Edition,
): Identifier | null {
  const whole = objectsIn(identifiers).flatMap((identifier) => wholeIdentifier(identifier) ?? []);
  return (
    whole.find(({ system }) => isIssuedSystem(system, role, edition)) ??
    (whole.length === 1 ? whole[0]! : null)
  );
}

function createNoIdentifierFailure(
  name: string,
  taskId: string,
  outputs: TaskOutput[],
  warnings: Issue[],
): Error {
  const types =
    outputs.length === 0 ? 'no output' : `outputs of type ${outputs.map(({ type }) => type).join(', ')}`;
  const text = `Task/${taskId} is completed, but its outputs give no ${name} (it has ${types})`;
  const issue: Issue = { severity: 'error', code: 'not-found', text, expression: ['Task.output'] };
  return createFailure('ProtocolError', text, [issue, ...warnings], taskId);
}
