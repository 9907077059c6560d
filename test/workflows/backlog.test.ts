import { describe, expect, it } from '@jest/globals';
import type { PlannedRequest } from '../../src/contract/index.js';
import { Backlog } from '../../src/workflows/backlog.js';

/** @param characters of its text, about */
function planned(workflowId: string, characters = 0): PlannedRequest {
  return { kind: 'phpid', workflowId, request: { requestId: 'x'.repeat(characters), resources: [] } };
}

const backlogOf = (...ids: string[]): Backlog => new Backlog(ids.map((id) => planned(id)));
const idsOf = (requests: readonly { workflowId: string }[]): string[] =>
  requests.map(({ workflowId }) => workflowId);
const found = (...ids: string[]): { workflowId: string }[] => ids.map((workflowId) => ({ workflowId }));

describe('a backlog', () => {
  it('hands out its requests in the order in which they came', () => {
    const backlog = backlogOf('a', 'b');
    backlog.add(planned('c'));
    expect(idsOf(backlog.takeNext(2))).toEqual(['a', 'b']);
    expect(idsOf(backlog.waiting)).toEqual(['c']);
    expect(idsOf(backlog.takeNext(2))).toEqual(['c']);
    expect(backlog.takeNext(2)).toEqual([]);
  });

  it('has nothing left after a drop, and room again', () => {
    const backlog = new Backlog([planned('a', 600_000)]);
    backlog.drop();
    expect(backlog.waiting).toEqual([]);
    expect(backlog.hasRoom(false)).toBe(true);
  });
});

describe('the room of a backlog', () => {
  it('ends at 500,000 characters, and at 1,000,000 while a new run is about to begin', () => {
    const backlog = new Backlog([planned('a', 499_000)]);
    expect(backlog.hasRoom(false)).toBe(true);
    backlog.add(planned('b', 2_000));
    expect([backlog.hasRoom(false), backlog.hasRoom(true)]).toEqual([false, true]);
    backlog.add(planned('c', 500_000));
    expect([backlog.hasRoom(true), backlog.isPortable]).toEqual([false, false]);
  });

  it('returns as requests are taken out', () => {
    const backlog = new Backlog([planned('a', 600_000), planned('b')]);
    expect(backlog.hasRoom(false)).toBe(false);
    backlog.takeNext(1);
    expect(backlog.hasRoom(false)).toBe(true);
  });
});

describe('new requests among those of a page', () => {
  it('leave out what waits already', () => {
    expect(idsOf(backlogOf('a').newAmong(found('a', 'b')))).toEqual(['b']);
  });

  it('contain a request once, however often the page has it', () => {
    expect(idsOf(backlogOf().newAmong(found('a', 'b', 'a')))).toEqual(['a', 'b']);
  });

  it('leave out what was being started when the check of the page began', () => {
    const backlog = backlogOf('a');
    backlog.takeNext(1);
    backlog.beginCheck();
    backlog.started();
    expect(idsOf(backlog.newAmong(found('a', 'b')))).toEqual(['b']);
  });

  it('leave out what was taken out during the check', () => {
    const backlog = backlogOf('a');
    backlog.beginCheck();
    backlog.takeNext(1);
    backlog.started();
    expect(idsOf(backlog.newAmong(found('a', 'b')))).toEqual(['b']);
  });

  it('contain what was started before the check, because Temporal knows it', () => {
    const backlog = backlogOf('a');
    backlog.takeNext(1);
    backlog.started();
    backlog.beginCheck();
    expect(idsOf(backlog.newAmong(found('a')))).toEqual(['a']);
  });

  it('forget the requests of a check when it has ended', () => {
    const backlog = backlogOf('a');
    backlog.beginCheck();
    backlog.takeNext(1);
    backlog.started();
    expect(backlog.isChecking).toBe(true);
    backlog.endCheck();
    expect(backlog.isChecking).toBe(false);
    expect(idsOf(backlog.newAmong(found('a')))).toEqual(['a']);
  });
});
