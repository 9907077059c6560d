import { formatCount } from './html.js';
import type { Figures } from '../tally.js';

/** The counts, in the order of a request's way. */
const NAMES: (keyof Figures)[] = [
  'added',
  'started',
  'waiting',
  'completed',
  'rejected',
  'failed',
  'cancelled',
  'invalid',
];

/** Renders the counts as a row of figures. An unknown count is a dash. */
export function renderFigures(figures: Figures): string {
  const cells = NAMES.map((name) => {
    const count = figures[name];
    return `<div class="${name}"><dt>${name}</dt><dd>${count === null ? '–' : formatCount(count)}</dd></div>`;
  });
  return `<dl class="figures">${cells.join('')}</dl>\n`;
}
