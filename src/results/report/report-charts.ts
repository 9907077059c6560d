import { durationChart } from './duration-chart.js';
import { durationText, histogramOf } from './durations.js';
import { grouped } from './html.js';
import { quantile } from './numbers.js';
import { progressChart, type Course } from './progress-chart.js';

/** Requests started and ended over time. */
export function progressSection(course: Course | null): string {
  const title = '<h2>Progress</h2>';
  if (course === null) return section(`${title}<p class="empty">No request has been started yet.</p>`);
  const names = course.ended.filter(({ times }) => times.length > 0).map(({ name }) => name);
  const legend = [
    '<span><i class="started"></i>started</span>',
    ...names.map((name) => `<span><i class="${name}"></i>${name}</span>`),
  ];
  return section(
    `${title}<p class="legend">${legend.join('')}<span class="unit">requests, by time in UTC; what waits is the gap below the line</span></p>${progressChart(course)}`,
  );
}

/** How long the completed requests took. @param durations seconds, sorted */
export function durationSection(durations: Float64Array): string {
  const title = '<h2>Time to completion</h2>';
  if (durations.length === 0) {
    return section(`${title}<p class="empty">No request has been completed yet.</p>`);
  }
  const facts: [string, number][] = [
    ['median', quantile(durations, 0.5)],
    ['90th percentile', quantile(durations, 0.9)],
    ['longest', durations.at(-1)!],
  ];
  const cells = facts.map(
    ([name, seconds]) => `<div><dt>${name}</dt><dd>${durationText(seconds)}</dd></div>`,
  );
  const of = `${grouped(durations.length)} completed ${durations.length === 1 ? 'request' : 'requests'}, from submission to result`;
  return section(
    `${title}<dl class="spans">${cells.join('')}</dl><p class="legend"><span class="unit">${of}</span></p>` +
      durationChart(histogramOf(durations)),
  );
}

function section(content: string): string {
  return `<section>${content}</section>\n`;
}
