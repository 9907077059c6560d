import type { Issue } from '../../http/outcome.js';
import { isObject, text, type Json, type JsonObject } from '../../json.js';
import { error } from '../findings.js';
import { REQUIRED_CODES } from './codes.js';
import { dataTypeInvariant } from './datatype-invariants.js';
import { DATA_TYPES, OPEN_TYPES } from './datatypes.js';
import type { ElementRule } from './elements.js';
import { PRIMITIVES } from './primitives.js';
import { RESOURCE_ELEMENTS } from './resources.js';

const EXTENSION: ElementRule = listOf('extension', 'Extension');
const MODIFIER: ElementRule = listOf('modifierExtension', 'Extension');

function listOf(name: string, type: string): ElementRule {
  return { name, choice: false, types: [type], required: false, list: true, children: new Map() };
}

/**
 * Checks the structure of a resource against R5: names of elements, JSON types, cardinality, the form of
 * primitive values, no null and nothing empty. Resources of types that we have no table for are let pass.
 */
export function checkStructure(resource: JsonObject, path: string): Issue[] {
  const type = text(resource.resourceType) ?? '';
  const elements = RESOURCE_ELEMENTS.get(type);
  if (!elements) return [];
  const walk = new StructureWalk();
  walk.resource(resource, path, type, elements);
  return walk.issues;
}

class StructureWalk {
  readonly issues: Issue[] = [];

  resource(resource: JsonObject, path: string, type: string, elements: Map<string, ElementRule>): void {
    // Contained resources are checked one by one, under their own types.
    const { resourceType: _type, contained: _contained, ...rest } = resource;
    this.#members(rest, path, type, elements, true);
  }

  /** The members of an object against the elements that it may have. */
  #members(
    value: JsonObject,
    path: string,
    type: string,
    elements: Map<string, ElementRule>,
    modifiers: boolean,
  ): void {
    const met = new Map<string, string>();
    for (const [name, member] of Object.entries(value)) {
      if (member === undefined) continue;
      const shadow = name.startsWith('_');
      const [element, actual] = this.#find(shadow ? name.slice(1) : name, elements, modifiers);
      if (!element || actual === undefined) {
        if (!(name === 'id' && typeof member === 'string')) {
          this.#add('structure', `${type} has no element "${name}".`, `${path}.${name}`);
        }
        continue;
      }
      if (shadow) {
        // The extensions of a primitive value are beside it; they can replace a missing value.
        if (!PRIMITIVES.has(actual))
          this.#add('structure', `"${name}" is for primitives only.`, `${path}.${name}`);
        met.set(element.name, met.get(element.name) ?? name);
        continue;
      }
      const before = met.get(element.name);
      if (element.choice && before !== undefined && before !== `_${name}`) {
        this.#add('structure', `Only one of ${before} and ${name} may be there.`, `${path}.${name}`);
      }
      met.set(element.name, name);
      this.#element(member, `${path}.${name}`, `${type}.${element.name}`, element, actual);
    }
    for (const element of elements.values()) {
      if (element.required && !met.has(element.name)) {
        this.#add(
          'required',
          `${type}.${element.name} is missing; R5 demands it.`,
          `${path}.${element.name}`,
        );
      }
    }
  }

  /** The element of that name, and the type that the name gives it. */
  #find(
    name: string,
    elements: Map<string, ElementRule>,
    modifiers: boolean,
  ): [ElementRule | undefined, string | undefined] {
    if (name === 'extension') return [EXTENSION, 'Extension'];
    if (name === 'modifierExtension' && modifiers) return [MODIFIER, 'Extension'];
    const exact = elements.get(name);
    if (exact && !exact.choice) return [exact, exact.types[0]];
    for (const element of elements.values()) {
      if (!element.choice || !name.startsWith(element.name)) continue;
      const suffix = name.slice(element.name.length);
      const primitive = suffix.charAt(0).toLowerCase() + suffix.slice(1);
      const type = [suffix, primitive].find(
        (candidate) =>
          element.types.includes(candidate) ||
          (element.types[0] === 'any' &&
            (PRIMITIVES.has(candidate) || DATA_TYPES.has(candidate) || OPEN_TYPES.has(candidate))),
      );
      if (type !== undefined && suffix !== primitive) return [element, type];
    }
    return [undefined, undefined];
  }

  #element(value: Json, path: string, name: string, element: ElementRule, type: string): void {
    if (!element.list) {
      if (Array.isArray(value)) this.#add('structure', `${name} is one value, not a list.`, path);
      else this.#value(value, path, name, element, type);
      return;
    }
    if (!Array.isArray(value)) {
      this.#add('structure', `${name} is a list.`, path);
    } else if (value.length === 0) {
      this.#add('structure', `${name} is empty; leave it out.`, path);
    } else {
      value.forEach((item, index) => this.#value(item, `${path}[${index}]`, name, element, type));
    }
  }

  #value(value: Json, path: string, name: string, element: ElementRule, type: string): void {
    const primitive = PRIMITIVES.get(type);
    if (value === null) {
      this.#add('structure', `${name} is null; leave it out.`, path);
    } else if (primitive) {
      if (!primitive(value))
        this.#add('value', `${name} is not a valid ${type}: ${JSON.stringify(value)}.`, path);
      else this.#code(value, path, name);
    } else if (!isObject(value)) {
      this.#add('structure', `${name} is a ${type}, a JSON object.`, path);
    } else if (Object.keys(value).length === 0) {
      this.#add('structure', `${name} is empty; leave it out.`, path);
    } else if (type === 'Backbone') {
      this.#members(value, path, name, element.children, true);
    } else {
      const elements = DATA_TYPES.get(type);
      if (elements) this.#members(value, path, type, elements, false);
      const broken = dataTypeInvariant(type, value);
      if (broken !== undefined) this.#add('invariant', broken, path);
    }
  }

  #code(value: Json, path: string, name: string): void {
    const codes = REQUIRED_CODES[name];
    if (codes && !codes.includes(text(value) ?? '')) {
      this.#add('code-invalid', `${name} is one of ${codes.join(', ')}; not ${JSON.stringify(value)}.`, path);
    }
  }

  #add(code: Issue['code'], text: string, expression: string): void {
    this.issues.push(error(code, text, expression));
  }
}
