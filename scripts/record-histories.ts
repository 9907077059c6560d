/**
 * Records a history of every kind of request, for the replay tests (docs/upgrading.md):
 *
 *   npm run histories [-- NAME…]
 *
 * Runs the requests on the real system: Temporal dev server, sandbox, worker. Writes test/histories/VERSION/, with the
 * version of package.json; with names, only those files. Never writes histories of a released version again.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { WorkflowFailedError, type Client } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { startDevServer } from '../dev/temporal/index.js';
import { SEARCH_ATTRIBUTES } from '../src/contract/index.js';
import { BACKFILLS, BACKFILLS_OVER_RUNS } from '../test/histories/recording/backfills.js';
import { CANCELLATIONS, CANCELLATIONS_OVER_RUNS } from '../test/histories/recording/cancellations.js';
import { CHAINS } from '../test/histories/recording/chains.js';
import { ENDINGS } from '../test/histories/recording/endings.js';
import { Scene, type Scenario } from '../test/histories/recording/scene.js';
import { historyToJson } from '../test/histories/support/history-json.js';
import { startTestSystem } from '../test/support/system.js';

const SCENARIOS = [
  ...ENDINGS,
  ...CANCELLATIONS,
  ...BACKFILLS,
  ...CHAINS,
  ...CANCELLATIONS_OVER_RUNS,
  ...BACKFILLS_OVER_RUNS,
];

/** Events after which the server suggests a new run: some three polls. */
const SHORT_RUN = 40;

/** File name without its ending → JSON. */
type Recorded = Map<string, string>;

async function main(names: string[]): Promise<void> {
  const folder = folderOfThisVersion();
  const wanted = SCENARIOS.filter(({ name }) => names.length === 0 || names.includes(name));
  if (wanted.length === 0) throw new Error(`There are: ${SCENARIOS.map(({ name }) => name).join(', ')}`);
  const recorded: Recorded = new Map([
    ...(await record(wanted.filter(({ inShortRuns }) => inShortRuns !== true))),
    ...(await record(
      wanted.filter(({ inShortRuns }) => inShortRuns === true),
      { 'limit.historyCount.suggestContinueAsNew': SHORT_RUN },
    )),
  ]);
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(folder)) {
    if (names.length === 0 || wanted.some((scenario) => isOf(scenario, file))) rmSync(`${folder}/${file}`);
  }
  for (const [name, json] of recorded) writeFileSync(`${folder}/${name}.json`, json);
  console.log(`${recorded.size} histories in ${folder}`);
}

function isOf({ name }: Scenario, file: string): boolean {
  return file === `${name}.json` || (file.startsWith(`${name}-run-`) && file.endsWith('.json'));
}

function folderOfThisVersion(): string {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { version: string };
  const tags = execFileSync('git', ['tag', '--list', `v${version}`], { cwd: root, encoding: 'utf8' });
  if (tags.trim() !== '') {
    throw new Error(
      `v${version} is released: its histories stay as they are. Raise the version of package.json.`,
    );
  }
  return `${root}test/histories/${version}`;
}

async function record(scenarios: Scenario[], dynamicConfig: Record<string, number> = {}): Promise<Recorded> {
  const recorded: Recorded = new Map();
  if (scenarios.length === 0) return recorded;
  const server = await startDevServer({
    headless: true,
    searchAttributes: Object.fromEntries(SEARCH_ATTRIBUTES.map((name) => [name, 'Keyword'])),
    dynamicConfig,
  });
  const system = await startTestSystem({ address: server.address });
  try {
    const scene = new Scene(system);
    for (const scenario of scenarios) {
      await scene.reset();
      const request = await scenario.play(scene);
      const ending = await request.result().then(() => 'completed', endingOf);
      const runs = await historiesOf(system.client, request.workflowId);
      runs.forEach((json, index) => {
        recorded.set(runs.length === 1 ? scenario.name : `${scenario.name}-run-${index + 1}`, json);
      });
      const size = runs.map((json) => `${Math.ceil(json.length / 1024)} KB`).join(', ');
      console.log(`${scenario.name}: ${ending} (${size})`);
    }
  } finally {
    await system.stop();
    await server.stop();
  }
  return recorded;
}

/** The histories of all runs of a request, oldest first. */
async function historiesOf({ workflow }: Client, workflowId: string): Promise<string[]> {
  const { raw } = await workflow.getHandle(workflowId).describe();
  const histories: string[] = [];
  let runId: string | null | undefined = raw.workflowExecutionInfo?.firstRunId;
  while (runId) {
    const history = await workflow.getHandle(workflowId, runId).fetchHistory();
    histories.push(historyToJson(history));
    runId = history.events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId;
  }
  return histories;
}

function endingOf(error: unknown): string {
  if (!(error instanceof WorkflowFailedError)) throw error;
  const { cause } = error;
  return cause instanceof ApplicationFailure ? (cause.type ?? cause.message) : String(cause);
}

await main(process.argv.slice(2));
