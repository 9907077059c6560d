import { drawDurationChart } from './duration-chart.js';
import { formatDuration, buildHistogram } from './durations.js';
import { formatCount } from './html.js';
import { quantile } from './numbers.js';
import { drawProgressChart, type Course } from './progress-chart.js';

/** Renders the section with the requests started and ended over time. */
export function renderProgress(course: Course | null): string {
  const title = '<h2>Progress</h2>';
  if (course === null) return renderSection(`${title}<p class="empty">No request has started yet.</p>`);
  const names = course.ended.filter(({ times }) => times.length > 0).map(({ name }) => name);
  const legend = [
    '<span><i class="started"></i>started</span>',
    ...names.map((name) => `<span><i class="${name}"></i>${name}</span>`),
  ];
  return renderSection(
    `${title}<p class="legend">${legend.join('')}<span class="unit">requests, by time in UTC; the gap below the line is the waiting requests</span></p>${drawProgressChart(course)}`,
  );
}

/** Renders the section with the durations of the completed requests. @param durations seconds, sorted */
export function renderDurations(durations: Float64Array): string {
  const title = '<h2>Time to completion</h2>';
  if (durations.length === 0) {
    return renderSection(`${title}<p class="empty">No request has completed yet.</p>`);
  }
  const facts: [string, number][] = [
    ['median', quantile(durations, 0.5)],
    ['90th percentile', quantile(durations, 0.9)],
    ['longest', durations.at(-1)!],
  ];
  const cells = facts.map(
    ([name, seconds]) => `<div><dt>${name}</dt><dd>${formatDuration(seconds)}</dd></div>`,
  );
  const of = `${formatCount(durations.length)} completed ${durations.length === 1 ? 'request' : 'requests'}, from submission to result`;
  return renderSection(
    `${title}<dl class="spans">${cells.join('')}</dl><p class="legend"><span class="unit">${of}</span></p>` +
      drawDurationChart(buildHistogram(durations)),
  );
}

function renderSection(content: string): string {
  return `<section>${content}</section>\n`;
}
