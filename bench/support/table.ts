import { isMet, type Figure } from '../figure.js';

/** Prints figures as a table. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.name,
    shown(figure.value),
    range(figure),
    figure.unit,
    aim(figure),
  ]);
  const all = [['', 'value', 'range', 'unit', 'target'], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...all.map((row) => row[column]!.length)));
  return all
    .map((row) =>
      row
        .map((cell, column) => (column === 1 ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Rounds to three digits, because the machine's noise is larger. */
function shown(value: number): string {
  const digits = Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value !== 0 && Math.abs(value) < 0.1 ? value.toPrecision(2) : value.toFixed(digits);
}

function range({ range: between }: Figure): string {
  return between === undefined ? '' : `${shown(between[0])} – ${shown(between[1])}`;
}

function aim(figure: Figure): string {
  const { target } = figure;
  if (target === undefined) return '';
  const bound = 'atLeast' in target ? `≥ ${target.atLeast}` : `≤ ${target.atMost}`;
  return `${bound} ${isMet(figure) === true ? 'met' : 'missed'}`;
}
