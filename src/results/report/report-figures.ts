import { grouped } from './html.js';
import type { Figures } from '../tally.js';

/** In the order of a request's way. */
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

/** The counts, as a row of figures; a dash for what nobody could say. */
export function figuresRow(figures: Figures): string {
  const cells = NAMES.map((name) => {
    const count = figures[name];
    return `<div class="${name}"><dt>${name}</dt><dd>${count === null ? '–' : grouped(count)}</dd></div>`;
  });
  return `<dl class="figures">${cells.join('')}</dl>\n`;
}
