import { escaped, grouped } from './html.js';
import { titleOf, type ReasonGroup, type Unhappy } from './reasons.js';
import { momentText } from './time-scale.js';

/** All rejected and failed products: those of one reason together, the most frequent reason first. */
export function* reasonSections(groups: ReasonGroup[]): Generator<string> {
  yield '<section class="reasons"><h2>Rejected and failed</h2>\n';
  if (groups.length === 0) yield '<p class="empty">No request was rejected or failed.</p>\n';
  const repeated = groups.filter(({ products }) => products.length > 1);
  const single = groups.filter(({ products }) => products.length === 1);
  for (const group of repeated) {
    yield `<h3>${grouped(group.products.length)} × ${reason(group)}</h3>\n`;
    yield* table(group.products.map((product) => [product, null]));
  }
  if (single.length > 0) {
    if (repeated.length > 0) yield `<h3>${grouped(single.length)} × for a reason of its own</h3>\n`;
    yield* table(single.map((group) => [group.products[0]!, group]));
  }
  yield '</section>\n';
}

function* table(lines: [Unhappy, ReasonGroup | null][]): Generator<string> {
  const hasReasons = lines.some(([, group]) => group !== null);
  const headings = ['Product', ...(hasReasons ? ['Reason'] : []), 'Task', 'Ended (UTC)'];
  yield `<table><thead><tr>${headings.map((heading) => `<th>${heading}</th>`).join('')}</tr></thead><tbody>\n`;
  for (const [product, group] of lines) {
    const { taskId, endedAt } = product;
    const cells = [
      productCell(product),
      ...(group === null ? [] : [`<td>${reason(group)}</td>`]),
      `<td class="id">${escaped(taskId ?? '–')}</td>`,
      `<td class="time">${endedAt === null ? '–' : momentText(Date.parse(endedAt))}</td>`,
    ];
    yield `<tr>${cells.join('')}</tr>\n`;
  }
  yield '</tbody></table>\n';
}

function reason({ stage, type, text }: ReasonGroup): string {
  const separator = text === '' ? '' : ': ';
  return `<span class="${stage}">${stage}</span> ${escaped(type)}${separator}${escaped(text)}`;
}

/** The name, and below it what leads to the request. */
function productCell(product: Unhappy): string {
  const { identifier, workflowId, name } = product;
  const value = identifier === null || name === null ? '' : `${escaped(identifier.value)} · `;
  return `<td>${escaped(titleOf(product))}<small>${value}${escaped(workflowId)}</small></td>`;
}
