import type { Column } from './columns.js';

/** A field with its value from a row or from the column map. */
export interface FilledField {
  column: Column;
  value: string;
}

type Tree = Record<string, unknown>;

/**
 * Builds an object from fields. A constant of the column map is left out if the row has no other field of its object. For
 * example, a row without a second name does not have a language of the second name.
 *
 * @param containers objects that have columns in the file
 */
export function buildTree(fields: readonly FilledField[], containers: ReadonlySet<string>): Tree {
  const filled = new Set(fields.flatMap(({ column }) => (column.heading === null ? [] : [column.container])));
  const kept = fields.filter(
    ({ column: { heading, container } }) =>
      heading !== null || !containers.has(container) || filled.has(container),
  );
  const tree: Tree = {};
  for (const { column, value } of kept) assign(tree, column.steps, value);
  for (const { column } of kept) if (column.isText) replaceByText(tree, column.steps);
  return tree;
}

function assign(tree: Tree, steps: readonly (string | number)[], value: unknown): void {
  const last = steps.at(-1) as string;
  parentOf(tree, steps)[last] = value;
}

function parentOf(tree: Tree, steps: readonly (string | number)[]): Tree {
  return steps.slice(0, -1).reduce<Tree>((parent, step, index) => {
    const isList = typeof steps[index + 1] === 'number';
    return (parent[step] ??= isList ? [] : {}) as Tree;
  }, tree);
}

/** Replaces an object that has only a text by its text, as people write it, so that the same content has the same id. */
function replaceByText(tree: Tree, steps: readonly (string | number)[]): void {
  const object = parentOf(tree, steps);
  const [text, ...others] = Object.values(object);
  if (others.length === 0) assign(tree, steps.slice(0, -1), text);
}
