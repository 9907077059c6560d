import type { RequestRow, RowReason } from '../request-row.js';

/** The part of a row that a report needs for a product without a result. */
export type ProductWithoutResult = Pick<
  RequestRow,
  'workflowId' | 'identifier' | 'name' | 'taskId' | 'endedAt'
>;

/** Products without a result that have the same reason. */
export interface ReasonGroup {
  stage: 'rejected' | 'failed';
  type: RowReason['type'];
  /** The reason, with `…` in place of the Task's id. */
  text: string;
  products: ProductWithoutResult[];
}

/** The rejected and failed requests, grouped by reason. */
export class Reasons {
  readonly #groups = new Map<string, ReasonGroup>();

  add(row: RequestRow): void {
    const { stage } = row;
    if (stage !== 'rejected' && stage !== 'failed') return;
    const { workflowId, identifier, name, taskId, endedAt } = row;
    const { type, text } = removeTaskId(row);
    const key = JSON.stringify([stage, type, text]);
    const group = this.#groups.get(key) ?? { stage, type, text, products: [] };
    group.products.push({ workflowId, identifier, name, taskId, endedAt });
    this.#groups.set(key, group);
  }

  /** Returns the groups, the most frequent reason first, with their products sorted by name. */
  groups(): ReasonGroup[] {
    const groups = [...this.#groups.values()];
    for (const { products } of groups) products.sort((a, b) => inOrder(titleOf(a), titleOf(b)));
    return groups.sort((a, b) => b.products.length - a.products.length || inOrder(a.text, b.text));
  }
}

/** Returns a product's title in a report. */
export function titleOf({ name, identifier, workflowId }: ProductWithoutResult): string {
  return name ?? identifier?.value ?? workflowId;
}

/** Removes the Task's id from a reason, because otherwise equal reasons differ only in it. */
function removeTaskId({ taskId, reason }: RequestRow): RowReason {
  const { type, text } = reason ?? { type: 'WorkflowFailed', text: 'the reason is unknown' };
  return { type, text: taskId === null ? text : text.replaceAll(taskId, '…') };
}

const { compare: inOrder } = new Intl.Collator('en', { numeric: true });
