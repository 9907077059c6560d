import { describe, expect, it } from '@jest/globals';
import { EXIT } from '../../src/commands/terminal/exit.js';
import {
  ADD_REQUESTS_UPDATE,
  BACKFILL_WORKFLOW,
  CANCEL_SIGNAL,
  CHECK_NOW_UPDATE,
  CLOSE_UPDATE,
  FAILURE_TYPES,
  PAUSE_SIGNAL,
  POLL_NOW_SIGNAL,
  PROGRESS_QUERY,
  RESUME_SIGNAL,
  SEARCH_ATTRIBUTES,
  STATUS_QUERY,
  TASK_CHANGED_SIGNAL,
  WORKFLOWS,
} from '../../src/contract/index.js';
import { commandsAsMarkdown } from '../../scripts/reference.js';
import { ALERTS, PRODUCT_METRICS, PRODUCT_VARIABLES } from './support/names.js';
import { codeOf, headingsOf, read } from './support/pages.js';

/** Words in the code of a page. */
const namedIn = (page: string): Set<string> =>
  new Set(codeOf(page).flatMap(({ text }) => text.match(/\w[\w-]*/g) ?? []));

const missing = (names: Iterable<string>, page: string): string[] => {
  const named = namedIn(page);
  return [...names].filter((name) => !named.has(name));
};

/** Removes Prettier's padding of tables, and keeps the content. */
const bare = (text: string): string =>
  text
    .replace(/ *\| */g, '|')
    .replace(/-{3,}/g, '---')
    .replace(/\n{2,}/g, '\n');

describe('the reference', () => {
  it('has every command as the program knows it (else: npm run reference)', () => {
    expect(bare(read('docs/reference.md'))).toContain(bare(commandsAsMarkdown()));
  });

  it('has every exit code', () => {
    const codes = [...read('docs/reference.md').matchAll(/^\| (\d+) /gm)].map(([, code]) => Number(code));
    expect(codes).toEqual([...Object.values(EXIT), 130]);
  });

  it('has every workflow, message and search attribute', () => {
    const messages = [STATUS_QUERY, CHECK_NOW_UPDATE, POLL_NOW_SIGNAL, TASK_CHANGED_SIGNAL, CANCEL_SIGNAL];
    const ofBackfills = [ADD_REQUESTS_UPDATE, CLOSE_UPDATE, PAUSE_SIGNAL, RESUME_SIGNAL, PROGRESS_QUERY];
    const workflows = [...Object.values(WORKFLOWS), BACKFILL_WORKFLOW, 'sweep'];
    const names = [...messages, ...ofBackfills, ...workflows, ...SEARCH_ATTRIBUTES];
    expect(missing(names, 'docs/reference.md')).toEqual([]);
  });
});

describe('the other pages', () => {
  it('have a section for each failure', () => {
    expect(headingsOf('docs/failures.md')).toEqual(expect.arrayContaining([...FAILURE_TYPES]));
    for (const section of read('docs/failures.md')
      .split(/^## /m)
      .slice(1, FAILURE_TYPES.length + 1)) {
      expect(section).toMatch(/\*\*What happened\.\*\*[^]+\*\*The caller\*\*[^]+\*\*The operator\*\*/);
    }
  });

  it('tell callers what to do about each failure', () => {
    expect(missing(FAILURE_TYPES, 'docs/calling.md')).toEqual([]);
  });

  it('describe each metric that the product records', () => {
    const named = namedIn('docs/observability.md');
    const undescribed = [...PRODUCT_METRICS].filter(
      (name) => !named.has(name) && !named.has(`${name}_total`),
    );
    expect(undescribed).toEqual([]);
  });

  it('have a section for each alert', () => {
    expect(ALERTS.length).toBeGreaterThan(5);
    expect(headingsOf('docs/runbook.md')).toEqual(expect.arrayContaining(ALERTS));
  });

  it('describe each variable that the worker or the command line reads', () => {
    expect(missing(PRODUCT_VARIABLES, 'docs/configuration.md')).toEqual([]);
  });
});
