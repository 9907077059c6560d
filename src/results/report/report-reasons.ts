import { escapeHtml, formatCount } from './html.js';
import { titleOf, type ReasonGroup, type ProductWithoutResult } from './reasons.js';
import { formatMoment } from './time-scale.js';

/** Renders all rejected and failed products, grouped by reason, with the most frequent reason first. */
export function* renderReasons(groups: ReasonGroup[]): Generator<string> {
  yield '<section class="reasons"><h2>Rejected and failed</h2>\n';
  if (groups.length === 0) yield '<p class="empty">No request was rejected or failed.</p>\n';
  const parts = groupParts(groups);
  if (parts.length > 1) yield renderOverview(parts);
  for (const [index, { count, title, lines }] of parts.entries()) {
    if (groups.length > 1) yield `<h3 id="reason-${index}">${formatCount(count)} × ${title}</h3>\n`;
    yield* renderTable(lines);
  }
  yield '</section>\n';
}

interface Part {
  count: number;
  /** HTML. */
  title: string;
  /** The products. The reason is null if the title has it. */
  lines: [ProductWithoutResult, ReasonGroup | null][];
}

/** Makes one part for each reason of several products, and one part for all other reasons. */
function groupParts(groups: ReasonGroup[]): Part[] {
  const single = groups.filter(({ products }) => products.length === 1);
  const parts = groups
    .filter(({ products }) => products.length > 1)
    .map((group): Part => {
      const { products } = group;
      return {
        count: products.length,
        title: renderReason(group),
        lines: products.map((each) => [each, null]),
      };
    });
  if (single.length === 0) return parts;
  const lines = single.map((group): Part['lines'][number] => [group.products[0]!, group]);
  return [...parts, { count: single.length, title: 'for a reason of only one product', lines }];
}

/** Renders the reasons with their numbers, because the lists below may be long. */
function renderOverview(parts: Part[]): string {
  const rows = parts.map(
    ({ count, title }, index) =>
      `<tr><td>${formatCount(count)} ×</td><td><a href="#reason-${index}">${title}</a></td></tr>`,
  );
  return `<table class="overview"><tbody>${rows.join('\n')}</tbody></table>\n`;
}

function* renderTable(lines: [ProductWithoutResult, ReasonGroup | null][]): Generator<string> {
  const hasReasons = lines.some(([, group]) => group !== null);
  const headings = ['Product', ...(hasReasons ? ['Reason'] : []), 'Task', 'Ended (UTC)'];
  yield `<table><thead><tr>${headings.map((heading) => `<th>${heading}</th>`).join('')}</tr></thead><tbody>\n`;
  for (const [product, group] of lines) {
    const { taskId, endedAt } = product;
    const cells = [
      renderProductCell(product),
      ...(group === null ? [] : [`<td>${renderReason(group)}</td>`]),
      `<td class="id">${escapeHtml(taskId ?? '–')}</td>`,
      `<td class="time">${endedAt === null ? '–' : formatMoment(Date.parse(endedAt))}</td>`,
    ];
    yield `<tr>${cells.join('')}</tr>\n`;
  }
  yield '</tbody></table>\n';
}

function renderReason({ stage, type, text }: ReasonGroup): string {
  const told = [type, text].filter((each) => each !== '' && each !== 'TaskRejected').join(': ');
  return `<span class="${stage}">${stage}</span> ${escapeHtml(told.replace(REPEATED, ''))}`;
}

/** The beginning of a text that repeats the label. */
const REPEATED = /^Task\/\S+ was rejected: /;

/** Renders the name, with identifier and workflow id below it. */
function renderProductCell(product: ProductWithoutResult): string {
  const { identifier, workflowId, name } = product;
  const value = identifier === null || name === null ? '' : `${escapeHtml(identifier.value)} · `;
  return `<td>${escapeHtml(titleOf(product))}<small>${value}${escapeHtml(workflowId)}</small></td>`;
}
