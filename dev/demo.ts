import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { WorkflowFailedError, type Client, type WorkflowHandle } from '@temporalio/client';
import { STATUS_QUERY, WORKFLOWS, type RequestResult, type RequestStatus } from '../src/contract/index.js';
import { stringifyJson } from '../src/json/decimals.js';
import { DemoBoard } from './demo-board.js';
import { demoRequests, type DemoRequest } from './demo-requests.js';
import { startEmbeddedSystem, type EmbeddedSystem } from './system.js';

const say = (line: string): boolean => process.stderr.write(`${line}\n`);

/** One line of `npm run demo -- --json`. */
interface DemoOutcome {
  workflowId: string;
  kind: string;
  edition: string;
  status: 'completed' | 'failed';
  result: RequestResult | null;
}

/** Runs the example requests of every edition to the end, on a system of its own that is deleted afterwards. */
async function demo(json: boolean): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'idmp-demo-'));
  let system: EmbeddedSystem | null = null;
  try {
    system = await startEmbeddedSystem({ folder, keep: false, onProgress: say });
    say(`Temporal's web UI, while the demo runs: ${system.temporal.uiUrl}`);
    say(`The sandbox that plays the IDMP service:  ${system.sandbox.url}\n`);
    const outcomes = await runAll(system);
    for (const outcome of outcomes) {
      if (json) process.stdout.write(`${stringifyJson(outcome)}\n`);
      else process.stdout.write(`${describe(outcome)}\n`);
    }
    if (outcomes.some(({ status }) => status !== 'completed')) process.exitCode = 1;
    say('\nTo go on by hand, with a system that stays: npm run dev');
  } finally {
    await system?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runAll({ client, config }: EmbeddedSystem): Promise<DemoOutcome[]> {
  const requests = demoRequests();
  const board = new DemoBoard(requests.map(nameOf));
  const outcomes = await Promise.all(
    requests.map(async (request) => {
      const handle = await start(client, config.taskQueue, request);
      return await outcomeOf(request, handle, board);
    }),
  );
  board.done();
  return outcomes;
}

function start(
  client: Client,
  taskQueue: string,
  { kind, workflowId, input }: DemoRequest,
): Promise<WorkflowHandle> {
  return client.workflow.start(WORKFLOWS[kind], {
    taskQueue,
    workflowId,
    args: [input],
    staticSummary: workflowId,
  });
}

function nameOf({ kind, edition }: DemoRequest): string {
  return `${kind} ${edition}`;
}

async function outcomeOf(
  request: DemoRequest,
  handle: WorkflowHandle,
  board: DemoBoard,
): Promise<DemoOutcome> {
  const { kind, edition, workflowId } = request;
  const done = new AbortController();
  const watching = watch(nameOf(request), handle, board, done.signal);
  try {
    const result = (await handle.result()) as RequestResult;
    return { workflowId, kind, edition, status: 'completed', result };
  } catch (error) {
    if (!(error instanceof WorkflowFailedError)) throw error;
    say(`${workflowId} failed: ${error.cause?.message}`);
    return { workflowId, kind, edition, status: 'failed', result: null };
  } finally {
    done.abort();
    await watching;
  }
}

async function watch(
  name: string,
  handle: WorkflowHandle,
  board: DemoBoard,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const ended = signal.aborted;
    const status = await handle.query<RequestStatus>(STATUS_QUERY).catch(() => null);
    if (status !== null) board.show(name, status);
    if (ended) return;
    await delay(300, undefined, { signal }).catch(() => undefined);
  }
}

function describe({ kind, edition, result }: DemoOutcome): string {
  const head = `\n${kind === 'phpid' ? 'PhPID' : 'GSID'}, edition ${edition}`;
  if (result === null) return `${head}: failed`;
  if ('gsid' in result) return `${head}\n  GSID              ${result.gsid.value}`;
  const levels = result.phpids.map(({ level, value }) => `  PhPID, level ${level}    ${value}`);
  const product = result.productId === null ? [] : [`  Product id        ${result.productId.value}`];
  return [head, ...levels, ...product].join('\n');
}

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
await demo(values.json);
