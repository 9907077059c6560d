import type { Column } from './columns.js';

/** A field with what a row, or the column map, says of it. */
export interface Filled {
  column: Column;
  value: string;
}

type Tree = Record<string, unknown>;

/**
 * Makes fields into an object. A value that the column map has for all rows stays out where it would stand alone: a
 * language for the second name, in a row that has no second name.
 *
 * @param containers objects of which the file has columns
 */
export function treeOf(fields: readonly Filled[], containers: ReadonlySet<string>): Tree {
  const filled = new Set(fields.flatMap(({ column }) => (column.heading === null ? [] : [column.container])));
  const kept = fields.filter(
    ({ column: { heading, container } }) =>
      heading !== null || !containers.has(container) || filled.has(container),
  );
  const tree: Tree = {};
  for (const { column, value } of kept) assign(tree, column.steps, value);
  for (const { column } of kept) if (column.isText) asPlainText(tree, column.steps);
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

/** A text alone is written without an object around it, as people do: the same content has the same id. */
function asPlainText(tree: Tree, steps: readonly (string | number)[]): void {
  const object = parentOf(tree, steps);
  const [text, ...others] = Object.values(object);
  if (others.length === 0) assign(tree, steps.slice(0, -1), text);
}
