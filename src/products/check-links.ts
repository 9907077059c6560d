import type { Issue } from '../contract/index.js';
import type { CollectedResource } from './collect-resources.js';
import { createProblem, RequestProblem } from './request-problem.js';

/**
 * Checks links that cannot be fixed without guessing: references to a contained resource that is missing, and ingredients
 * that do not refer to the product of the request.
 *
 * @throws RequestProblem that names the places
 */
export function checkLinks(resources: CollectedResource[]): void {
  const ids = new Set(resources.map(({ resource }) => `#${resource.id}`));
  const issues = resources.flatMap((each) => [
    ...findDanglingReferences(each.resource, each.place, ids),
    ...findOrphans(each, resources),
  ]);
  if (issues.length > 0) throw new RequestProblem('InvalidRequest', issues);
}

function findDanglingReferences(value: unknown, place: string, ids: Set<string>): Issue[] {
  if (Array.isArray(value))
    return value.flatMap((each, index) => findDanglingReferences(each, `${place}[${index}]`, ids));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    const isDangling =
      key === 'reference' && typeof child === 'string' && /^#./.test(child) && !ids.has(child);
    return isDangling
      ? [
          createProblem(
            `${place}.reference`,
            'not-found',
            `refers to ${child}, which is not among the resources`,
          ),
        ]
      : findDanglingReferences(child, `${place}.${key}`, ids);
  });
}

function findOrphans({ resource, place }: CollectedResource, all: CollectedResource[]): Issue[] {
  if (resource.resourceType !== 'Ingredient') return [];
  const product = all.find((each) => each.resource.resourceType === 'MedicinalProductDefinition');
  const targets = Array.isArray(resource.for) ? resource.for.map((each) => each?.reference) : [];
  if (product === undefined || targets.includes(`#${product.resource.id}`)) return [];
  return [
    createProblem(
      `${place}.for`,
      'required',
      `must refer to the product of the request (#${product.resource.id})`,
    ),
  ];
}
