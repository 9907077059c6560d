import type { RequestRow } from '../../../src/results/request-row.js';

/** Makes a completed request; `number` tells requests apart. */
export function aRow(number: number, changes: Partial<RequestRow> = {}): RequestRow {
  const workflowId = `phpid/default/MPID-${number}.4f0a9c1e`;
  return {
    workflowId,
    kind: 'phpid',
    account: 'default',
    identifier: { system: 'urn:example:mpid', value: `MPID-${number}` },
    name: `Testolin ${number}`,
    stage: 'completed',
    taskId: `8d24-${number}`,
    phpids: [1, 2, 3, 4].map((level) => ({ value: `PHPID-${level}-${number}`, level })),
    gsid: null,
    productId: `UMC-${number}`,
    reason: null,
    submittedAt: at(number),
    startedAt: at(number - 1),
    endedAt: at(number + 3_600),
    polls: 7,
    ...changes,
  };
}

/** Fields of a request that ended without a result. */
export function withoutResult(stage: 'rejected' | 'failed' | 'cancelled', text: string): Partial<RequestRow> {
  const type = ({ rejected: 'TaskRejected', failed: 'TaskFailed', cancelled: 'Cancelled' } as const)[stage];
  return { stage, phpids: [], productId: null, reason: { type, text } };
}

/** Fields of a request that has not ended. */
export const WAITING: Partial<RequestRow> = {
  stage: 'waiting',
  phpids: [],
  productId: null,
  submittedAt: null,
  endedAt: null,
  polls: null,
};

/** Returns a time in seconds after the beginning, in ISO 8601. */
export function at(seconds: number): string {
  return new Date(Date.UTC(2026, 10, 2, 8) + seconds * 1_000).toISOString();
}

/** Makes rows as a backfill of months has them: reviewers take days, some reasons are frequent, some products wait. */
export function* manyRows(count: number): Generator<RequestRow> {
  let seed = 7;
  const random = (): number => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
  for (let number = 0; number < count; number += 1) {
    const begin = number / 5;
    const days = 2 + -Math.log(random()) * 4 + (random() < 0.1 ? 20 * random() : 0);
    const end = begin + days * 86_400;
    const times = { startedAt: at(begin), submittedAt: at(begin + 3), endedAt: at(end) };
    const luck = random();
    if (days > 22) yield aRow(number, { ...times, ...WAITING });
    else if (luck < 0.03)
      yield aRow(number, { ...times, ...withoutResult('rejected', reasonNo(number, luck)) });
    else if (luck < 0.04)
      yield aRow(number, {
        ...times,
        ...withoutResult('failed', `Task/8d24-${number} ended as failed: no reason was given`),
      });
    else if (luck < 0.05)
      yield aRow(number, { ...times, ...withoutResult('cancelled', 'ordered by mistake') });
    else yield aRow(number, times);
  }
}

function reasonNo(number: number, luck: number): string {
  if (luck < 0.001)
    return `Task/8d24-${number} was rejected: "Testolin ${number}" has been asked for under another identifier`;
  const reasons = [
    'the dose form is not plausible',
    'the strength of the ingredient is missing',
    'the marketing authorisation holder is unknown <in this country>',
  ];
  return `Task/8d24-${number} was rejected: ${reasons[Math.floor(luck * 1_000) % reasons.length]}`;
}

/** Returns the rows as Temporal's list does. */
// eslint-disable-next-line @typescript-eslint/require-await -- as the real ones
export async function* coming(rows: Iterable<RequestRow>): AsyncGenerator<RequestRow> {
  yield* rows;
}

/** Returns the whole output. */
export async function written(texts: AsyncIterable<string>): Promise<string> {
  const all: string[] = [];
  for await (const text of texts) all.push(text);
  return all.join('');
}
