import { parseArgs } from 'node:util';
import { parseAbilities } from './abilities.js';
import { EDITION_NAMES } from './editions/index.js';
import { startSandbox, type SandboxOptions } from './index.js';
import { DEMO_ABORT_PACE, parsePace } from './pace.js';

const USAGE = `Usage: npm run sandbox -- [--port 8080] [--host 127.0.0.1] [--data-file FILE]
                           [--pace manual|demo|in-progress:5,completed:60]
                           [--abort-pace manual|demo|completed:60]
                           [--abilities none|delete,update,abort,conditional-create,search-by-focus,search-by-time]
The abilities are all that the service has then; without the option it has delete, as in the guide.
A step of the pace is STATUS:SECONDS after the one before, or STATUS:READSr after so many reads.`;

function options(args: string[]): SandboxOptions {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '8080' },
      host: { type: 'string', default: '127.0.0.1' },
      'data-file': { type: 'string' },
      pace: { type: 'string' },
      'abort-pace': { type: 'string' },
      abilities: { type: 'string' },
    },
  });
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65535) {
    throw new Error(`--port: "${values.port}" is not a port; expected 0 to 65535`);
  }
  const { 'abort-pace': abortPace, abilities } = values;
  return {
    port,
    host: values.host,
    ...(values['data-file'] === undefined ? {} : { dataFile: values['data-file'] }),
    ...(values.pace === undefined ? {} : { pace: parsePace(values.pace) }),
    ...(abortPace === undefined ? {} : { abortPace: parsePace(abortPace, '--abort-pace', DEMO_ABORT_PACE) }),
    ...(abilities === undefined ? {} : { abilities: parseAbilities(abilities) }),
  };
}

function say(message: string): void {
  process.stderr.write(`${message}\n`);
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function main(): Promise<void> {
  let chosen: SandboxOptions;
  try {
    chosen = options(process.argv.slice(2));
  } catch (error) {
    say(`${messageOf(error)}\n\n${USAGE}`);
    process.exitCode = 2;
    return;
  }
  const sandbox = await startSandbox(chosen);
  for (const edition of EDITION_NAMES) say(`IDMP sandbox ${edition}: ${sandbox.baseUrl(edition)}`);
  say(`Control endpoint: ${sandbox.url}/control`);
  say(`The desk, for people: ${sandbox.url}/desk/`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void sandbox.close());
  }
}

main().catch((error: unknown) => {
  say(`The sandbox did not start: ${messageOf(error)}`);
  process.exitCode = 1;
});
