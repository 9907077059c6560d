import { elementsOf, isResourceType } from '../../../src/rules/r5/model.js';

export type Json = Record<string, unknown>;

/** An object in a Task, with its FHIRPath. */
export interface Place {
  object: Json;
  at: string;
}

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Lists every object of a Task by its R5 type: a resource type, a data type, or the path of a backbone element. */
export function placesOf(task: Json): Map<string, Place[]> {
  const places = new Map<string, Place[]>();
  collect(task, 'Task', 'Task', places);
  return places;
}

function collect(object: Json, content: string, at: string, places: Map<string, Place[]>): void {
  const names = isResourceType(object.resourceType) ? [content, 'Resource'] : [content];
  for (const name of names) places.set(name, [...(places.get(name) ?? []), { object, at }]);
  for (const [key, value] of Object.entries(object)) {
    const element = elementsOf(content)?.get(key);
    if (element === undefined || element.content === null) continue;
    (Array.isArray(value) ? value : [value]).forEach((each: unknown, index) => {
      if (!isObject(each)) return;
      const place = `${at}.${element.base}${Array.isArray(value) ? `[${index}]` : ''}`;
      const type = isResourceType(each.resourceType) ? each.resourceType : element.content;
      collect(each, type ?? '', place, places);
    });
  }
}

/** Lists objects at a path below a place, such as `name.usage.country`; includes all types of a choice. */
export function below(places: Place[], names: string[]): Place[] {
  return names.reduce(
    (found, name) =>
      found.flatMap(({ object, at }) => {
        const base = name.replace('[x]', '');
        return keysOf(object, name).flatMap((key) => {
          const value = object[key];
          const list: unknown[] = Array.isArray(value) ? value : [value];
          return list.flatMap((each, index) =>
            isObject(each)
              ? [{ object: each, at: `${at}.${base}${Array.isArray(value) ? `[${index}]` : ''}` }]
              : [],
          );
        });
      }),
    places,
  );
}

/** Lists the keys of an element in an object. */
export function keysOf(object: Json, name: string): string[] {
  if (!name.endsWith('[x]')) return name in object ? [name] : [];
  const base = name.replace('[x]', '');
  return Object.keys(object).filter((key) => key.startsWith(base) && /^[A-Z]/.test(key.slice(base.length)));
}
