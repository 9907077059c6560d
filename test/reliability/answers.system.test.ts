import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startSandbox, type Sandbox } from '../../sandbox/index.js';
import { aProduct } from '../support/products.js';
import { control } from '../support/sandbox-control.js';
import { account, QUICK, startTestSystem, type TestSystem } from '../support/system.js';
import {
  addresses,
  codes,
  conditions,
  connections,
  contents,
  outcomes,
  records,
  standing,
  statuses,
  type Row,
} from './support/answers.js';
import { CALLS, RARER_CALLS, type CallOfRequest } from './support/calls.js';
import { cellsOf, SHOWN_AS, type Cell } from './support/cells.js';
import { play, type Played, type Stage } from './support/play.js';
import { Pool } from './support/pool.js';
import { ScriptedService } from './support/scripted-service.js';
import { tablesOfPage } from './support/tables.js';

jest.setTimeout(420_000);

interface PlayedTable {
  columns: Readonly<Record<string, CallOfRequest>>;
  rows: Readonly<Record<string, Row>>;
}

const { validate, POST, poll, DELETE, PUT, abort } = CALLS;
const { record, 'POST with `If-None-Exist`': conditional, ...reads } = RARER_CALLS;

/** Scripts behind the columns and rows of each table, by the heading above it. */
const TABLES: Readonly<Record<string, PlayedTable>> = {
  'Status codes': { columns: CALLS, rows: codes },
  'Status codes with an OperationOutcome': {
    columns: { validate, POST, poll, DELETE, PUT, abort },
    rows: outcomes,
  },
  'Answers of success': { columns: CALLS, rows: contents },
  'Connections that break': { columns: CALLS, rows: connections },
  'The address in the answer to a POST': { columns: { POST }, rows: addresses },
  'A POST on a condition': { columns: { 'POST with `If-None-Exist`': conditional }, rows: conditions },
  'The product’s record': { columns: { record }, rows: records },
  'What a Task says': { columns: { poll }, rows: statuses },
  'The Task is read to be cancelled': { columns: reads, rows: standing },
};

/**
 * `npm run test:answers` plays all cells. The usual suite plays every fifth cell of the wide tables, with some of each row and
 * of each column, and every cell of the narrow ones.
 */
const ALL = process.env.IDMP_TEST_ANSWERS === 'all';
const NARROW = 3;
const STEP = 5;

function isPlayed({ heading, row, column }: Cell): boolean {
  const [columns, rows] = [Object.keys(TABLES[heading]!.columns), Object.keys(TABLES[heading]!.rows)];
  return ALL || columns.length <= NARROW || (columns.indexOf(column) + rows.indexOf(row)) % STEP === 0;
}

const EDITION = '2025-01';
/**
 * Number of requests that run at once. They mostly wait for their next attempt, but service, sandbox and worker are this one
 * process: with 40 requests, calls exceeded their time limit on a busy machine.
 */
const AT_ONCE = 16;
/**
 * Answers of 20 MB are decompressed in more than a thousand turns of this one process. Beside many other requests they would
 * exceed the time limit of a call.
 */
const HEAVY_AT_ONCE = 2;
const HEAVY = 'more than 20 MB';

const page = tablesOfPage();
const cells = Object.keys(TABLES)
  .flatMap((heading) => cellsOf(heading, page.get(heading)))
  .filter(isPlayed);

const service = new ScriptedService();
let system: TestSystem;
/** Its Tasks move on request alone. */
let slow: Sandbox;
let played: Map<Cell, Promise<Played>>;

beforeAll(async () => {
  await service.start();
  slow = await startSandbox({ pace: 'manual', abortPace: 'manual' });
  await control(slow).abilities({ delete: true, update: true, abort: true });
  system = await startTestSystem({
    pace: [{ status: 'completed' }],
    accounts: (sandbox) =>
      cells.map(({ heading, row, column }, index) =>
        account(TABLES[heading]!.columns[column]?.edition ?? EDITION, sandbox, {
          name: `cell-${index}`,
          baseUrl: `${service.origin}/cell-${index}`,
          // They run last, on a machine that may be busy.
          ...(row === HEAVY ? { polling: { ...QUICK, deadlineSeconds: 600 } } : {}),
        }),
      ),
  });
  const playIn = (pool: Pool, some: Cell[], after: Promise<unknown>): (readonly [Cell, Promise<Played>])[] =>
    some.map((cell) => [cell, pool.run(() => after.then(() => playCell(cell)))]);
  const isHeavy = ({ row }: Cell): boolean => row === HEAVY;
  const others = playIn(
    new Pool(AT_ONCE),
    cells.filter((cell) => !isHeavy(cell)),
    Promise.resolve(),
  );
  const othersEnd = Promise.allSettled(others.map(([, end]) => end));
  played = new Map([...others, ...playIn(new Pool(HEAVY_AT_ONCE), cells.filter(isHeavy), othersEnd)]);
});
afterAll(async () => {
  await system?.stop();
  await slow?.close();
  await service.close();
});

function playCell(cell: Cell): Promise<Played> {
  const { heading, row, column } = cell;
  const name = `cell-${cells.indexOf(cell)}`;
  const { columns, rows } = TABLES[heading]!;
  const call = columns[column]!;
  const { edition } = call;
  const isCancelled = typeof call.way === 'object' || call.way === 'lost POST, cancelled';
  const sandbox = isCancelled ? slow : system.sandbox;
  const stage: Stage = {
    line: service.open(name, sandbox.baseUrl(edition ?? EDITION)),
    start: (input) => system.start('phpid', { account: name, product: aProduct(), ...input }),
    people: {
      complete: (id) => control(sandbox).move(EDITION, id, { status: 'completed' }),
      grant: (id) => control(sandbox).move(EDITION, id, { status: 'completed' }),
    },
  };
  return play(call, rows[row]!, stage);
}

describe.each(Object.entries(TABLES))(
  `the table "%s"${ALL ? '' : ', a part of it'}`,
  (heading, { columns, rows }) => {
    const own = cells.filter((cell) => cell.heading === heading);
    const named = (some: Cell[]): (readonly [string, string, string, Cell])[] =>
      some.map((cell) => [cell.row, cell.column, cell.text, cell] as const);

    it('has each answer and each call that is played here, and no other', () => {
      const table = page.get(heading);
      expect(table?.rows.map(({ name }) => name)).toEqual(Object.keys(rows));
      expect(table?.columns).toEqual([SHOWN_AS, ...Object.keys(columns)]);
    });

    const isSo = async (cell: Cell): Promise<void> => {
      const { outcome, shown, status } = await played.get(cell)!;
      expect({ outcome, type: shown?.type ?? null }).toEqual({ outcome: cell.outcome, type: cell.type });
      const { says, notes, times = 0 } = rows[cell.row]!;
      if (shown !== null && says !== undefined) expect(shown.message).toContain(says);
      const texts = status.issues.map(({ text }) => text);
      if (notes !== undefined) expect(texts).toContain(notes);
      if (outcome === 'unsupported') expect(texts.join()).toContain('still exists');
      if (outcome === 'goes on') expect(status.polls).toBeGreaterThan(times);
    };

    it.each(named(own))('%s to %s: %s', (_row, _column, _text, cell) => isSo(cell));
  },
);

describe('a redirect', () => {
  it('is never followed, since the key would go along', async () => {
    await Promise.allSettled(played.values());
    expect(service.strayed).toEqual([]);
  });
});
