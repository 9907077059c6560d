import { Writable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common';
import type { BackfillProgress } from '../../src/contract/index.js';
import { writeResults, type KnownBackfill, type ResultFormat } from '../../src/results/index.js';
import { at } from './support/rows.js';

const PROGRESS: BackfillProgress = {
  ...{ added: 3, started: 3, waiting: 1, completed: 2, rejected: 0, failed: 0, cancelled: 0, invalid: 0 },
  ...{ paused: false, closed: true },
};
const BACKFILL: KnownBackfill = {
  ...{
    backfillId: "o'b",
    namespace: 'default',
    account: 'default',
    progress: PROGRESS,
    missingProgress: null,
  },
};

const STAGE = defineSearchAttributeKey('IdmpStage', SearchAttributeType.KEYWORD);

interface Entry {
  workflowId: string;
  status: string;
  stage?: string;
}

/** A client that lists only these, and counts how many were read. */
function clientOf(entries: Iterable<Entry>): { client: Client; queries: string[]; taken: () => number } {
  const queries: string[] = [];
  let taken = 0;
  // eslint-disable-next-line @typescript-eslint/require-await -- as the real one
  async function* list({ query }: { query: string }): AsyncGenerator<object> {
    queries.push(query);
    for (const { workflowId, status, stage = 'waiting' } of entries) {
      taken += 1;
      yield {
        ...{ workflowId, status: { name: status }, memo: {}, startTime: new Date(at(0)) },
        closeTime: status === 'RUNNING' ? undefined : new Date(at(60)),
        typedSearchAttributes: new TypedSearchAttributes([{ key: STAGE, value: stage }]),
      };
    }
  }
  return { client: { workflow: { list } } as unknown as Client, queries, taken: () => taken };
}

/** A stream that keeps its input. */
class Sink extends Writable {
  text = '';

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    setImmediate(done);
  }
}

async function write(entries: Entry[], backfill = BACKFILL, format: ResultFormat = 'ndjson') {
  const sink = new Sink();
  const { client, queries } = clientOf(entries);
  const results = await writeResults(client, backfill, format, sink);
  return { ...results, queries, text: sink.text };
}

describe('the results of a backfill', () => {
  it('have each request once, in its present life and its last run', async () => {
    const { text, requests, queries } = await write([
      { workflowId: 'a', status: 'RUNNING' },
      { workflowId: 'b', status: 'COMPLETED', stage: 'completed' },
      { workflowId: 'b', status: 'CONTINUED_AS_NEW' },
      { workflowId: 'a', status: 'FAILED', stage: 'rejected' },
      { workflowId: 'c', status: 'CONTINUED_AS_NEW' },
    ]);
    const rows = text.trimEnd().split('\n');
    expect(rows.map((line) => JSON.parse(line) as object)).toMatchObject([
      { workflowId: 'a', stage: 'waiting' },
      { workflowId: 'b', stage: 'completed' },
      { workflowId: 'c', stage: 'waiting' },
    ]);
    expect(requests).toBe(3);
    expect(queries).toEqual(["IdmpBackfill = 'o\\'b'"]);
  });

  it('say how many requests have ended that Temporal lists no more, and show the backfill’s own figures', async () => {
    const entries = [{ workflowId: 'b', status: 'COMPLETED' }];
    const { notes } = await write(entries);
    expect(notes).toEqual([
      expect.stringMatching(/^1 ended requests .* retention time of namespace default/),
    ]);
    const { text } = await write(entries, BACKFILL, 'html');
    expect(text).toContain('<dt>completed</dt><dd>2</dd>');
    expect(text).toContain('1 ended requests of this backfill');
  });

  it('say why there is no progress, and count what is listed', async () => {
    const silent = { ...BACKFILL, progress: null, missingProgress: 'no worker answers' };
    const { notes, text } = await write([{ workflowId: 'b', status: 'COMPLETED' }], silent, 'html');
    expect(notes).toEqual(['no worker answers']);
    expect(text).toContain('<dt>added</dt><dd>–</dd>');
    expect(text).toContain('<dt>started</dt><dd>1</dd>');
  });

  it('are taken from Temporal no faster than they are read', async () => {
    function* endless(): Generator<Entry> {
      for (let number = 0; ; number += 1) yield { workflowId: `w${number}`, status: 'COMPLETED' };
    }
    const { client, taken } = clientOf(endless());
    // Accepts the first chunk, and never reports that it is done.
    const stuck = new Writable({ write: () => undefined });
    const writing = writeResults(client, BACKFILL, 'csv', stuck);
    writing.catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const before = taken();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(taken()).toBe(before);
    expect(before).toBeLessThan(20_000);
    stuck.destroy(new Error('the reader has left'));
    await expect(writing).rejects.toThrow('the reader has left');
  });
});
