import type { Issue } from '../http/outcome.js';
import { object, objects, text, type JsonObject } from '../json.js';
import { error } from './findings.js';
import { everyObject } from './walk.js';

/** A contained resource with its path. */
export interface Contained {
  resource: JsonObject;
  path: string;
}

/** The contained resources of a Task. */
export function containedIn(task: JsonObject): Contained[] {
  return objects(task.contained).map((resource, index) => ({ resource, path: `Task.contained[${index}]` }));
}

/**
 * Finds the type of a reference's target: by the contained resource, by `Type/id`, or by its own `type`.
 */
export function referencedType(task: JsonObject): (reference: JsonObject) => string | undefined {
  const types = new Map(
    containedIn(task).map(({ resource }) => [text(resource.id), text(resource.resourceType)]),
  );
  return (reference) => {
    const target = text(reference.reference);
    if (target?.startsWith('#')) return target === '#' ? 'Task' : types.get(target.slice(1));
    return (
      /(?:^|\/)([A-Z][A-Za-z]+)\/[A-Za-z0-9\-.]{1,64}(?:\/_history\/.*)?$/.exec(target ?? '')?.[1] ??
      text(reference.type)
    );
  };
}

/** R5's rules about containing: dom-2 to dom-5, ids, and references into nowhere. */
export function checkContained(task: JsonObject): Issue[] {
  const contained = containedIn(task);
  const ids = contained.map(({ resource }) => text(resource.id));
  const references = [...everyObject(task, 'Task')].flatMap(([value, path]) => {
    const target = text(value.reference);
    return target === undefined ? [] : [{ target, path }];
  });
  return [
    ...(task.contained !== undefined && !Array.isArray(task.contained)
      ? [error('structure', 'Task.contained is a list.', 'Task.contained')]
      : []),
    ...(Array.isArray(task.contained) && task.contained.length > contained.length
      ? [error('structure', 'Task.contained has an item that is not a resource.', 'Task.contained')]
      : []),
    ...contained.flatMap(({ resource, path }) => {
      const id = text(resource.id);
      return [
        ...(text(resource.resourceType) === undefined
          ? [error('structure', 'A resource has no resourceType.', path)]
          : []),
        ...(id === undefined
          ? [error('required', 'A contained resource needs an id to be referred to.', `${path}.id`)]
          : []),
        ...(id !== undefined && ids.indexOf(id) !== ids.lastIndexOf(id)
          ? [error('duplicate', `Two contained resources have the id "${id}".`, `${path}.id`)]
          : []),
        ...checkAlone(resource, path),
        ...checkReferredTo(resource, path, references),
      ];
    }),
    ...references
      .filter(({ target }) => target.startsWith('#') && target !== '#' && !ids.includes(target.slice(1)))
      .map(({ target, path }) => error('not-found', `"${target}" is not contained in the Task.`, path)),
  ];
}

function checkAlone(resource: JsonObject, path: string): Issue[] {
  const { versionId, lastUpdated, security } = object(resource.meta);
  const breaks = (rule: string, why: string): Issue => error('invariant', `${rule}: ${why}`, path);
  return [
    ...(resource.contained === undefined
      ? []
      : [breaks('dom-2', 'a contained resource contains no others.')]),
    ...(versionId === undefined && lastUpdated === undefined
      ? []
      : [breaks('dom-4', 'a contained resource has no meta.versionId and no meta.lastUpdated.')]),
    ...(security === undefined ? [] : [breaks('dom-5', 'a contained resource has no security label.')]),
  ];
}

function checkReferredTo(
  resource: JsonObject,
  path: string,
  references: readonly { target: string; path: string }[],
): Issue[] {
  const id = text(resource.id);
  const pointsBack = references.some(
    ({ target, path: from }) => target === '#' && from.startsWith(`${path}.`),
  );
  if (id === undefined || pointsBack || references.some(({ target }) => target === `#${id}`)) return [];
  const why = `nothing refers to the contained ${text(resource.resourceType) ?? 'resource'} "${id}".`;
  return [error('invariant', `dom-3: ${why}`, path)];
}
