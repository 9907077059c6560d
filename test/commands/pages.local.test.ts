import { spawnSync } from 'node:child_process';
import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { issueLines, pageText, type Page } from '../../src/commands/terminal/page.js';
import { resultPage, statusPage } from '../../src/commands/requests/pages.js';
import { progressPage } from '../../src/commands/backfills/progress-page.js';
import type { BackfillProgress, RequestStatus } from '../../src/contract/index.js';
import { expectGolden } from '../support/golden.js';
import { parseIdmp } from '../support/idmp-parser.js';

const ID = 'phpid/default/X.1';
const WAITING: RequestStatus = {
  stage: 'waiting',
  taskId: '17',
  taskUrl: 'https://idmp.example.org/Task/17',
  taskStatus: 'in-progress',
  polls: 3,
  lastPolledAt: '2026-11-21T10:15:02.000Z',
  nextPollAt: '2026-11-21T10:19:18.000Z',
  cancellation: null,
  issues: [{ severity: 'error', code: 'value', text: 'is odd', expression: ['Task.input[0]'] }],
};
const PROGRESS: BackfillProgress = {
  added: 12_000,
  started: 12_000,
  invalid: 0,
  waiting: 0,
  completed: 11_999,
  rejected: 1,
  failed: 0,
  cancelled: 0,
  paused: false,
  closed: true,
};

/** Output to a pipe, which is not a terminal and therefore without colours. */
const text = (page: Page): string =>
  stripVTControlCharacters(pageText(page, new PassThrough() as unknown as typeof process.stdout));

describe('a page about a request', () => {
  it('shows its status, and what can be done', () => {
    expectGolden('pages/status-waiting.txt', text(statusPage(ID, WAITING)));
  });

  it('shows the result of a cancellation', () => {
    const cancellation = {
      reason: 'twice',
      requestedAt: '2026-11-21T10:16:00.000Z',
      outcome: 'pending',
    } as const;
    const shown = text(statusPage(ID, { ...WAITING, stage: 'cancelling', cancellation }));
    expect(shown).toMatch(/cancellation +pending, .*2026-11-21 10:16:00 UTC: twice\n/);
  });

  it('shows its identifiers', () => {
    const common = {
      requestId: 'X',
      edition: '2025-01',
      taskId: '17',
      taskUrl: 'https://x/Task/17',
    } as const;
    const rest = { resources: [], submittedAt: '', completedAt: '', polls: 1 };
    const gsid = { system: 's', value: 'GSID1' };
    expect(text(resultPage(ID, { ...common, ...rest, gsid }))).toMatch(/completed[^]*GSID +GSID1/);
  });
});

describe('the words of a service', () => {
  it('steer no terminal', () => {
    const text = '\u001b[2Jgone\u001b[0m';
    const lines = issueLines([{ severity: 'error', code: 'value', text, expression: [] }]).join();
    expect(lines).toMatch(/gone$/);
    expect(lines).not.toContain('\u001b[2J');
  });
});

describe('a page about a backfill', () => {
  it('leaves out what has not happened', () => {
    const shown = text(progressPage('b', PROGRESS));
    expect(shown).toMatch(/^b {2}ended\n[^]*completed +11,999\n +rejected +1\n/);
    expect(shown).not.toMatch(/failed|cancelled/);
  });
});

describe('what pages propose', () => {
  const pages = [
    ...(['waiting', 'cancelling', 'completed', 'failed'] as const).map((stage) =>
      statusPage(ID, { ...WAITING, stage }),
    ),
    ...[PROGRESS, { ...PROGRESS, paused: true }, { ...PROGRESS, completed: 3 }].map((each) =>
      progressPage('b', each),
    ),
  ];

  it('are commands that the program understands', () => {
    const proposed = pages.flatMap(({ next = [] }) => next.map(([command]) => command.split(' ')));
    const own = proposed.filter(([name]) => name === 'idmp');
    expect(own.length).toBeGreaterThan(6);
    for (const [, ...args] of own) parseIdmp(args);
  });
});

describe('a result', () => {
  const args = 'node --import tsx src/starter.ts validate examples/product-tablet.json --edition 2026-05';
  const atTerminal = (command: string): string =>
    spawnSync('script', ['-qec', command, '/dev/null'], { encoding: 'utf8', input: '' }).stdout;

  it('is for people at a terminal, and JSON on request', () => {
    expect(atTerminal(args)).toMatch(/^examples\/product-tablet\.json .*edition 2026-05\r\n$/);
    expect(atTerminal(`${args} --json`)).toMatch(/^\{\r\n {2}"valid": true,[^]*\}\r\n/);
  });
});
