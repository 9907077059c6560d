/**
 * The elements of a type by their path within it, each with its types and cardinality: `code` is 0..1,
 * `code!` 1..1, `Identifier*` 0..*, `Backbone+` 1..*. `any` is any data type, `@name` the content of the
 * element `name` of the same resource. A choice is written as `value[x]`.
 */
export type ElementTable = Readonly<Record<string, string>>;

/** An element as the structure check wants it. */
export interface ElementRule {
  name: string;
  /** For a choice the part of the name before `[x]`. */
  choice: boolean;
  types: string[];
  required: boolean;
  list: boolean;
  children: Map<string, ElementRule>;
}

function rule(name: string, definition: string): ElementRule {
  const card = /[!*+]$/.exec(definition)?.[0] ?? '';
  return {
    name: name.replace('[x]', ''),
    choice: name.endsWith('[x]'),
    types: (card === '' ? definition : definition.slice(0, -1)).split('|'),
    required: card === '!' || card === '+',
    list: card === '*' || card === '+',
    children: new Map(),
  };
}

/** Turns a table into a tree; parents come before their children in a table. */
export function elementTree(table: ElementTable): Map<string, ElementRule> {
  const root = new Map<string, ElementRule>();
  for (const [path, definition] of Object.entries(table)) {
    const names = path.split('.');
    const last = names.pop() ?? '';
    let level = root;
    for (const name of names) {
      const parent = level.get(name);
      if (!parent) throw new Error(`${path} comes before its parent`);
      level = parent.children;
    }
    const element = rule(last, definition);
    level.set(element.name, element);
  }
  resolve(root, root);
  return root;
}

/** `@name.part`: the element has the children of that other one. */
function resolve(root: Map<string, ElementRule>, level: Map<string, ElementRule>): void {
  for (const element of level.values()) {
    const [type = ''] = element.types;
    if (type.startsWith('@')) {
      let other = root;
      for (const name of type.slice(1).split('.')) {
        other = other.get(name)?.children ?? new Map<string, ElementRule>();
      }
      element.children = other;
      element.types = ['Backbone'];
    } else {
      resolve(root, element.children);
    }
  }
}
