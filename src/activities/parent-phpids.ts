import { Context } from '@temporalio/activity';
import type { AdministrableProductDefinition, Reference } from 'fhir/r5';
import type { Issue, Phpid } from '../contract/index.js';
import { createDefinitionUrl, type Edition } from '../editions/index.js';
import { FhirError, objectsIn, type FhirErrorReason } from '../fhir/index.js';
import { linkOf, type LinkedResources } from './linked-resources.js';
import { createWarning } from './oddities.js';
import { isPhpidResource, nameOf, readPhpid, type StatedPhpid } from './phpids.js';

/** A PhPID has parents of three levels at most; more is not followed. */
const MAX_PARENTS = 12;

/** What may heal is tried again so often; after that the parent's identifier has to do. */
const MAX_ATTEMPTS = 6;
const TRANSIENT_REASONS: readonly FhirErrorReason[] = ['network', 'server', 'throttled'];

/**
 * The PhPIDs that others name as their parents (levels 1 to 3; extension parent-phpid, whose reference carries the
 * identifier, too) and that are not among them: edition 2026-05 may give level 4 alone as an output.
 *
 * A parent that cannot be read is known by the extension's identifier all the same; an issue says so.
 */
export async function readParentPhpids(
  children: readonly AdministrableProductDefinition[],
  known: readonly Phpid[],
  resources: LinkedResources,
  edition: Edition,
  issues: Issue[],
): Promise<Phpid[]> {
  const names = new Set(known.map(nameOf));
  const read = new Set(known.flatMap(({ reference }) => reference ?? []));
  const found: Phpid[] = [];
  const waiting = [...children];
  for (let child = waiting.shift(); child !== undefined; child = waiting.shift()) {
    for (const reference of parentsOf(child, edition)) {
      const { resource, phpid } = await readParent(reference, { names, read }, resources, edition, issues);
      if (phpid === null || names.has(nameOf(phpid))) continue;
      names.add(nameOf(phpid));
      found.push(phpid);
      if (found.length >= MAX_PARENTS) return found;
      if (resource !== null) waiting.push(resource);
    }
  }
  return found;
}

function parentsOf(child: AdministrableProductDefinition, edition: Edition): Reference[] {
  const parentPhpid = createDefinitionUrl(edition, 'parent-phpid');
  return objectsIn(child.extension).flatMap(({ url, valueReference }) =>
    url === parentPhpid && typeof valueReference === 'object' && valueReference !== null
      ? [valueReference]
      : [],
  );
}

interface Parent {
  phpid: Phpid | null;
  /** Null where it was not read. */
  resource: AdministrableProductDefinition | null;
}

async function readParent(
  { reference, identifier }: Reference,
  known: { names: Set<string>; read: Set<string> },
  resources: LinkedResources,
  edition: Edition,
  issues: Issue[],
): Promise<Parent> {
  const stated = readPhpid(identifier === undefined ? [] : [identifier], edition);
  const nothing = { phpid: null, resource: null };
  if (stated !== null && known.names.has(nameOf(stated))) return nothing;
  if (typeof reference !== 'string' || reference === '') return { ...nothing, phpid: phpidOf(stated, null) };
  const link = linkOf(reference, resources.client.account.baseUrl);
  if (known.read.has(link.reference)) return nothing;
  known.read.add(link.reference);
  const resource = link.isWithin ? await resourceOf(link, resources, issues) : null;
  if (!link.isWithin) issues.push(createUnreadWarning(reference, 'it is not at this service'));
  const own = resource === null ? null : readPhpid(resource.identifier, edition);
  if (own === null && stated === null)
    issues.push(createUnreadWarning(reference, 'nothing gives its identifier'));
  return { resource, phpid: phpidOf(own ?? stated, link) };
}

function phpidOf(
  stated: StatedPhpid | null,
  link: { reference: string; url: string | null } | null,
): Phpid | null {
  return stated && { ...stated, reference: link?.reference ?? null, url: link?.url ?? null };
}

async function resourceOf(
  link: { reference: string; url: string | null; isWithin: boolean },
  resources: LinkedResources,
  issues: Issue[],
): Promise<AdministrableProductDefinition | null> {
  try {
    const resource = await resources.read(link);
    if (isPhpidResource(resource)) return resource;
    issues.push(createUnreadWarning(link.reference, 'it is no AdministrableProductDefinition'));
  } catch (error) {
    if (!(error instanceof FhirError)) throw error;
    if (TRANSIENT_REASONS.includes(error.reason) && Context.current().info.attempt < MAX_ATTEMPTS)
      throw error;
    issues.push(createUnreadWarning(link.reference, error.message));
  }
  return null;
}

function createUnreadWarning(reference: string, why: string): Issue {
  const text = `the parent PhPID ${reference} was not read: ${why}`;
  return createWarning('incomplete', text, 'AdministrableProductDefinition.extension');
}
