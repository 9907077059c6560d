import { escaped, grouped } from './html.js';
import { titleOf, type ReasonGroup, type Unhappy } from './reasons.js';
import { momentText } from './time-scale.js';

/** All rejected and failed products: those of one reason together, the most frequent reason first. */
export function* reasonSections(groups: ReasonGroup[]): Generator<string> {
  yield '<section class="reasons"><h2>Rejected and failed</h2>\n';
  if (groups.length === 0) yield '<p class="empty">No request was rejected or failed.</p>\n';
  const parts = partsOf(groups);
  if (parts.length > 1) yield overview(parts);
  for (const [index, { count, title, lines }] of parts.entries()) {
    if (groups.length > 1) yield `<h3 id="reason-${index}">${grouped(count)} × ${title}</h3>\n`;
    yield* table(lines);
  }
  yield '</section>\n';
}

interface Part {
  count: number;
  /** HTML. */
  title: string;
  /** The products, each with its reason where the title does not say it. */
  lines: [Unhappy, ReasonGroup | null][];
}

/** One for each reason that comes again and again, and one for all others. */
function partsOf(groups: ReasonGroup[]): Part[] {
  const single = groups.filter(({ products }) => products.length === 1);
  const parts = groups
    .filter(({ products }) => products.length > 1)
    .map((group): Part => {
      const { products } = group;
      return { count: products.length, title: reason(group), lines: products.map((each) => [each, null]) };
    });
  if (single.length === 0) return parts;
  const lines = single.map((group): Part['lines'][number] => [group.products[0]!, group]);
  return [...parts, { count: single.length, title: 'for a reason that comes only once', lines }];
}

/** The reasons with their numbers: the lists below may be long. */
function overview(parts: Part[]): string {
  const rows = parts.map(
    ({ count, title }, index) =>
      `<tr><td>${grouped(count)} ×</td><td><a href="#reason-${index}">${title}</a></td></tr>`,
  );
  return `<table class="overview"><tbody>${rows.join('\n')}</tbody></table>\n`;
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
  const told = [type, text].filter((each) => each !== '' && each !== 'TaskRejected').join(': ');
  return `<span class="${stage}">${stage}</span> ${escaped(told.replace(REPEATED, ''))}`;
}

/** What the label says already. */
const REPEATED = /^Task\/\S+ was rejected: /;

/** The name, and below it what leads to the request. */
function productCell(product: Unhappy): string {
  const { identifier, workflowId, name } = product;
  const value = identifier === null || name === null ? '' : `${escaped(identifier.value)} · `;
  return `<td>${escaped(titleOf(product))}<small>${value}${escaped(workflowId)}</small></td>`;
}
