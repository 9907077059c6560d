import { describe, expect, it } from '@jest/globals';
import { FAILURE_TYPES, REMEDIES, STAGES, type RequestStatus } from '../../src/contract/index.js';
import { backfillDetails } from '../../src/workflows/backfill-details.js';
import { requestDetails, type RequestFacts } from '../../src/workflows/request-details.js';
import { asDuration } from '../../src/workflows/words.js';

const facts: RequestFacts = {
  kind: 'phpid',
  account: 'default',
  subject: { name: 'Testolin 5 mg', identifier: { system: 'urn:mpid', value: 'NL-7' } },
  outcome: undefined,
};
const waiting: RequestStatus = {
  stage: 'waiting',
  taskId: 't-1',
  taskUrl: 'https://service.example/Task/t-1',
  taskStatus: 'in-progress',
  polls: 3,
  lastPolledAt: '2026-11-21T10:00:00.123Z',
  nextPollAt: '2026-11-21T10:00:16.123Z',
  cancellation: null,
  issues: [],
};
const issue = (text: string): RequestStatus['issues'][number] => ({
  severity: 'error',
  code: 'business-rule',
  text,
  expression: ['Task.statusReason'],
});

describe('the page of a request in Temporal’s web UI', () => {
  it('says of a waiting one what it is about, its status and what to do', () => {
    const page = requestDetails(facts, waiting);
    expect(page).toContain('### PhPID request: waiting');
    expect(page).toContain('Reviewers at the service validate the Task');
    expect(page).toContain('| Product | Testolin 5 mg, NL\\-7 |');
    expect(page).toContain('| Task | `t-1`, in\\-progress |');
    expect(page).toContain('| Polls | 3, the last at 2026-11-21 10:00:00 UTC |');
    expect(page).toContain('| Next poll | 2026-11-21 10:00:16 UTC |');
  });

  it('says of a rejected one why, what to do, and where', () => {
    const reason = { type: 'TaskRejected' as const, text: 'Task/t-1 was rejected: no such strength' };
    const rejected = { ...waiting, stage: 'rejected' as const };
    const page = requestDetails(
      { ...facts, outcome: { reason } },
      { ...rejected, issues: [issue('no such strength')] },
    );
    expect(page).toContain('### PhPID request: rejected');
    expect(page).toContain(REMEDIES.TaskRejected);
    expect(page).toContain('- **no such strength** error (`Task.statusReason`)');
    expect(page).not.toContain('was rejected');
    expect(requestDetails({ ...facts, outcome: { reason } }, rejected)).toContain(
      '**Task/t\\-1 was rejected\\: no such strength**',
    );
  });

  it.each(FAILURE_TYPES.filter((type) => type !== 'TaskRejected'))(
    'names the failure %s, with its remedy',
    (type) => {
      const page = requestDetails(
        { ...facts, outcome: { reason: { type, text: '' } } },
        { ...waiting, stage: 'failed' },
      );
      expect(page).toContain(`### PhPID request: ${type}`);
      expect(page).toContain(REMEDIES[type]);
    },
  );

  it('has the identifiers that came out', () => {
    const outcome = {
      phpids: [
        { value: 'abc', level: 4 },
        { value: 'def', level: null },
      ],
      productId: 'P-1',
    };
    const page = requestDetails({ ...facts, outcome }, { ...waiting, stage: 'completed' });
    expect(page).toContain('| PhPID, level 4 | `abc` |');
    expect(page).toContain('| PhPID | `def` |');
    expect(page).toContain('| Product id | `P-1` |');
    expect(requestDetails({ ...facts, kind: 'gsid', outcome: { gsid: 'g-1' } }, waiting)).toContain(
      '| GSID | `g-1` |',
    );
  });

  it.each(STAGES)('has a text in stage %s, whichever program started the request', (stage) => {
    const page = requestDetails({ ...facts, subject: undefined }, { ...waiting, stage, taskId: null });
    expect(page).not.toMatch(/undefined|null|Product/);
  });

  it.each([null, 'a word', 7, { identifier: 7, name: {} }])(
    'takes whatever a caller has put where the subject is remembered (%j), or the account',
    (subject) => {
      const anything = { ...facts, subject, account: 7 } as unknown as RequestFacts;
      expect(requestDetails(anything, waiting)).toContain('| Account | 7 |');
    },
  );

  it('shows the words of others as words: no links, no markup, no lines of their own', () => {
    const text = '[click](https://evil.example) <img src=x>\n\n# | `code` **bold**';
    const page = requestDetails(facts, { ...waiting, issues: [issue(text)] });
    const line = page.split('\n').find((each) => each.startsWith('- **'));
    expect(line).toBe(
      '- **\\[click\\]\\(https\\://evil\\.example\\) \\<img src=x\\> \\# \\| \\`code\\` \\*\\*bold\\*\\*** error (`Task.statusReason`)',
    );
  });

  it('stays small, whatever the service says', () => {
    const issues = Array.from({ length: 1_000 }, (_, index) => issue(`${index} ${'x'.repeat(10_000)}`));
    const page = requestDetails(facts, { ...waiting, issues });
    expect(page.length).toBeLessThan(8_000);
    expect(page).toContain('and 990 more');
  });
});

describe('the page of a backfill', () => {
  const progress = {
    added: 10,
    started: 8,
    invalid: 1,
    waiting: 4,
    completed: 2,
    rejected: 1,
    failed: 1,
    cancelled: 0,
    paused: false,
    closed: true,
  };
  const backfill = {
    backfillId: "q3 (o'brien)",
    namespace: 'default',
    account: 'uk',
    perSecond: 10,
    left: 2,
    known: 0,
    isCancelled: false,
    countedAt: 0,
  };

  it('shows how far it is, and what to do', () => {
    const page = backfillDetails(progress, backfill);
    expect(page).toContain('### Backfill: starting its requests');
    expect(page).toContain('**4 of 10** have ended');
    expect(backfillDetails({ ...progress, paused: true }, backfill)).toContain('`resume`');
    expect(backfillDetails({ ...progress, closed: false }, backfill)).toContain('idmp backfill FILE');
  });

  it('leads from each number to the requests behind it', () => {
    const page = backfillDetails(progress, backfill);
    const address = /\[Rejected\]\(([^)]*)\) \| 1 \|/.exec(page)?.[1] ?? '';
    const url = new URL(address, 'http://temporal.example');
    expect(url.pathname).toBe('/namespaces/default/workflows');
    expect(url.searchParams.get('query')).toBe("IdmpBackfill = 'q3 (o\\'brien)' AND IdmpStage = 'rejected'");
  });
});

describe('a wait in a summary', () => {
  it.each([
    [900, '1 s'],
    [119_000, '119 s'],
    [1_024_000, '17 min'],
    [7_200_000, '2 h'],
    [86_400_000, '24 h'],
    [7_776_000_000, '90 days'],
  ])('of %d ms is said as %s', (ms, words) => expect(asDuration(ms)).toBe(words));
});
