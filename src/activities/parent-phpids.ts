import { Context } from '@temporalio/activity';
import type { AdministrableProductDefinition, Reference } from 'fhir/r5';
import type { Issue, Phpid } from '../contract/index.js';
import { createDefinitionUrl, type Edition } from '../editions/index.js';
import { FhirError, objectsIn, type FhirErrorReason } from '../fhir/index.js';
import { parseLink, type LinkedResources } from './linked-resources.js';
import { createWarning } from './oddities.js';
import { isPhpidResource, formatName, readPhpid, type StatedPhpid } from './phpids.js';

/** Limit of the parents that are read. A PhPID has parents of at most three levels. */
const MAX_PARENTS = 12;

/** Limit of the attempts for an error that can recover. After them, the parent's identifier is enough. */
const MAX_ATTEMPTS = 6;
const TRANSIENT_REASONS: readonly FhirErrorReason[] = ['network', 'server', 'throttled'];

/**
 * Reads the parents of PhPIDs (levels 1 to 3) that are not yet known, because edition 2026-05 may have only level 4 as an
 * output. The extension parent-phpid has the reference and the identifier of a parent.
 *
 * A parent that cannot be read has the extension's identifier, and an issue reports it.
 */
export async function readParentPhpids(
  children: readonly AdministrableProductDefinition[],
  known: readonly Phpid[],
  resources: LinkedResources,
  edition: Edition,
  issues: Issue[],
): Promise<Phpid[]> {
  const names = new Set(known.map(formatName));
  const read = new Set(known.flatMap(({ reference }) => reference ?? []));
  const found: Phpid[] = [];
  const waiting = [...children];
  for (let child = waiting.shift(); child !== undefined; child = waiting.shift()) {
    for (const reference of listParents(child, edition)) {
      const { resource, phpid } = await readParent(reference, { names, read }, resources, edition, issues);
      if (phpid === null || names.has(formatName(phpid))) continue;
      names.add(formatName(phpid));
      found.push(phpid);
      if (found.length >= MAX_PARENTS) return found;
      if (resource !== null) waiting.push(resource);
    }
  }
  return found;
}

function listParents(child: AdministrableProductDefinition, edition: Edition): Reference[] {
  const parentPhpid = createDefinitionUrl(edition, 'parent-phpid');
  return objectsIn(child.extension).flatMap(({ url, valueReference }) =>
    url === parentPhpid && typeof valueReference === 'object' && valueReference !== null
      ? [valueReference]
      : [],
  );
}

interface Parent {
  phpid: Phpid | null;
  /** Null if it was not read. */
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
  if (stated !== null && known.names.has(formatName(stated))) return nothing;
  if (typeof reference !== 'string' || reference === '') return { ...nothing, phpid: toPhpid(stated, null) };
  const link = parseLink(reference, resources.client.account.baseUrl);
  if (known.read.has(link.reference)) return nothing;
  known.read.add(link.reference);
  const resource = link.isWithin ? await readResource(link, resources, issues) : null;
  if (!link.isWithin) issues.push(createUnreadWarning(reference, 'it is at another server'));
  const own = resource === null ? null : readPhpid(resource.identifier, edition);
  if (own === null && stated === null)
    issues.push(createUnreadWarning(reference, 'its identifier is missing'));
  return { resource, phpid: toPhpid(own ?? stated, link) };
}

function toPhpid(
  stated: StatedPhpid | null,
  link: { reference: string; url: string | null } | null,
): Phpid | null {
  return stated && { ...stated, reference: link?.reference ?? null, url: link?.url ?? null };
}

async function readResource(
  link: { reference: string; url: string | null; isWithin: boolean },
  resources: LinkedResources,
  issues: Issue[],
): Promise<AdministrableProductDefinition | null> {
  try {
    const resource = await resources.read(link);
    if (isPhpidResource(resource)) return resource;
    issues.push(createUnreadWarning(link.reference, 'it is not an AdministrableProductDefinition'));
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
