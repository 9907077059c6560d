import type { RequestRow, RowReason } from '../request-row.js';

/** A product without a result: what a report needs of its row. */
export type Unhappy = Pick<RequestRow, 'workflowId' | 'identifier' | 'name' | 'taskId' | 'endedAt'>;

/** Products that have no result for the same reason. */
export interface ReasonGroup {
  stage: 'rejected' | 'failed';
  type: RowReason['type'];
  /** With `…` where each product's own text has its Task. */
  text: string;
  products: Unhappy[];
}

/** Gathers the rejected and failed requests by their reasons. */
export class Reasons {
  readonly #groups = new Map<string, ReasonGroup>();

  add(row: RequestRow): void {
    const { stage } = row;
    if (stage !== 'rejected' && stage !== 'failed') return;
    const { workflowId, identifier, name, taskId, endedAt } = row;
    const { type, text } = withoutTask(row);
    const key = JSON.stringify([stage, type, text]);
    const group = this.#groups.get(key) ?? { stage, type, text, products: [] };
    group.products.push({ workflowId, identifier, name, taskId, endedAt });
    this.#groups.set(key, group);
  }

  /** The most frequent first; the products of each by name. */
  groups(): ReasonGroup[] {
    const groups = [...this.#groups.values()];
    for (const { products } of groups) products.sort((a, b) => inOrder(titleOf(a), titleOf(b)));
    return groups.sort((a, b) => b.products.length - a.products.length || inOrder(a.text, b.text));
  }
}

/** What a product is called in a report. */
export function titleOf({ name, identifier, workflowId }: Unhappy): string {
  return name ?? identifier?.value ?? workflowId;
}

/** Many texts name the Task that they are about: but for that they are the same. */
function withoutTask({ taskId, reason }: RequestRow): RowReason {
  const { type, text } = reason ?? { type: 'WorkflowFailed', text: 'no reason is known' };
  return { type, text: taskId === null ? text : text.replaceAll(taskId, '…') };
}

const { compare: inOrder } = new Intl.Collator('en', { numeric: true });
