import { readFileSync } from 'node:fs';
import { Argument, Command, Option } from 'commander';
import { DEFAULT_REQUESTS_PER_SECOND, EDITION_NAMES, KINDS } from '../contract/index.js';
import { RESULT_FORMATS } from '../results/index.js';
import { SCHEMA_NAMES, type SchemaName } from '../schemas/index.js';
import { backfill, type BackfillFlags } from './backfills/send-file.js';
import { backfillResults, type BackfillResultsFlags } from './backfills/write-output.js';
import { cancel, type CancelFlags } from './requests/cancel.js';
import { complete, completion, SHELLS, type Shell } from './look-up/completion.js';
import { doctor, type DoctorFlags } from './operation/examine.js';
import { addHelp } from './terminal/help.js';
import { askForJson } from './terminal/output.js';
import { poll } from './requests/poll.js';
import { request, type RequestFlags } from './requests/start-request.js';
import {
  backfillCancel,
  backfillPause,
  backfillResume,
  backfillStatus,
  type BackfillCancelFlags,
} from './backfills/known-backfill.js';
import { schema } from './look-up/schema.js';
import { setup, type SetupFlags } from './operation/prepare-namespace.js';
import { status, type StatusFlags } from './requests/status.js';
import { validate, type ValidateFlags } from './look-up/validate-file.js';

/** The command line: what each command takes, and which function does it. */
export function createProgram(env: NodeJS.ProcessEnv): Command {
  const program = new Command('idmp')
    .description('Obtains PhPIDs and GSIDs from the WHO-UMC IDMP service, through durable Temporal workflows')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show this help')
    .showHelpAfterError('(idmp --help shows all commands)')
    .exitOverride();

  addRequestCommands(program, env);
  addBackfillCommands(program, env);
  addOperatingCommands(program, env);
  addLookUpCommands(program, env);
  addOutputOption(program);
  addHelp(program);
  return program;
}

/** The package's; it lies beside `src` and `dist` alike. */
function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** These print a document, or nothing: there are no two ways to do so. */
const WITHOUT_JSON = ['backfill-results', 'codec-server', 'schema', 'completion', 'complete'];

/** Results are for people where one reads; `--json` says that none does. */
function addOutputOption(program: Command): void {
  for (const command of program.commands) {
    if (WITHOUT_JSON.includes(command.name())) continue;
    command.option('--json', 'print the result as JSON, also at a terminal');
  }
  program.hook('preAction', (_program, command) => askForJson(command.opts<{ json?: true }>().json ?? false));
}

function addRequestCommands(program: Command, env: NodeJS.ProcessEnv): void {
  program.commandsGroup('Requests:');

  program
    .command('request')
    .description('start a request from a file: a product or substance in the simple form, a Bundle, a Task')
    .argument('<file>', 'JSON file; - reads standard input')
    .addOption(
      new Option('--kind <kind>', 'what is asked for; default: what the file implies').choices(KINDS),
    )
    .option('--account <name>', 'account of the configuration (default: the file\'s, else "default")')
    .option('--id <id>', "request id; default: the product's identifier with a hash of the content")
    .option('--wait', 'show progress on stderr, and print the result on stdout when it is there')
    .action((file: string, flags: RequestFlags) => request(env, file, flags));

  program
    .command('status')
    .description('print where a request stands')
    .argument(
      '<id>',
      'workflow id, e.g. phpid/default/MPID-123.4f0a9c1e; with --remote also Task/ID or its address',
    )
    .option(
      '--remote',
      'ask the service itself: for requests that Temporal has forgotten, or without Temporal',
    )
    .option('--account <name>', 'with --remote: account to ask (default: the request\'s, else "default")')
    .action((id: string, flags: StatusFlags) => status(env, id, flags));

  program
    .command('poll')
    .description('ask the service about a request at once, and print the fresh status')
    .argument('<id>', 'workflow id')
    .action((id: string) => poll(env, id));

  program
    .command('cancel')
    .description('call a request off, and print what came of it')
    .argument('<id>', 'workflow id')
    .option('--reason <text>', 'why; kept in the status, and told to the service where it takes a reason')
    .action((id: string, flags: CancelFlags) => cancel(env, id, flags));
}

function addBackfillCommands(program: Command, env: NodeJS.ProcessEnv): void {
  program.commandsGroup('Backfills:');

  program
    .command('backfill')
    .description(
      'ask for a whole portfolio: a CSV or Excel file of products, or NDJSON with a request a line',
    )
    .argument('<file>', 'file; the same command again goes on where it was broken off')
    .option('--id <id>', "the backfill's id (default: the file's name with a hash of its content)")
    .option('--account <name>', 'account of all requests (default: the row\'s own, else "default")')
    .addOption(
      new Option('--kind <kind>', 'what is asked for; default: what each row implies').choices(KINDS),
    )
    .option('--rate <number>', `requests to start a second (default: ${DEFAULT_REQUESTS_PER_SECOND})`)
    .option('--columns <file>', 'column map, for a CSV or Excel file with headings of its own')
    .option('--decimal-comma', 'decimals of a CSV or Excel file are written 2,5')
    .option('--wait', 'show progress on stderr until all requests have ended')
    .option('--results <file>', 'wait, and write what came out: .ndjson, .csv or .html')
    .option('--dry-run', 'check every row, and start nothing; needs no Temporal')
    .action((file: string, flags: BackfillFlags) => backfill(env, file, flags));

  program
    .command('backfill-status')
    .description('print how many requests of a backfill stand where')
    .argument('<id>', "the backfill's id")
    .action((id: string) => backfillStatus(env, id));

  program
    .command('backfill-results')
    .description(
      "print what came of each request of a backfill, as far as Temporal's retention time goes back",
    )
    .argument('<id>', 'id of the backfill')
    .addOption(
      new Option(
        '--format <format>',
        'what is written; default: as the output is named, else ndjson',
      ).choices(RESULT_FORMATS),
    )
    .option('--output <file>', 'write to this file (default: stdout)')
    .action((id: string, flags: BackfillResultsFlags) => backfillResults(env, id, flags));

  program
    .command('backfill-pause')
    .description('start no more requests of a backfill, until it is resumed')
    .argument('<id>', "the backfill's id")
    .action((id: string) => backfillPause(env, id));

  program
    .command('backfill-resume')
    .description('go on starting the requests of a paused backfill')
    .argument('<id>', "the backfill's id")
    .action((id: string) => backfillResume(env, id));

  program
    .command('backfill-cancel')
    .description('cancel a backfill, and every request of it that is still open')
    .argument('<id>', "the backfill's id")
    .option('--reason <text>', 'why; told to each request')
    .action((id: string, flags: BackfillCancelFlags) => backfillCancel(env, id, flags));
}

function addOperatingCommands(program: Command, env: NodeJS.ProcessEnv): void {
  program.commandsGroup('Operate:');

  program
    .command('setup')
    .description(
      'make a Temporal namespace ready: search attributes, and a Schedule that sweeps each account; safe to run again',
    )
    .option('--sweep-every <time>', 'how often each account is swept, such as 30s, 15m or 1h (default: 15m)')
    .action((flags: SetupFlags) => setup(env, flags));

  program
    .command('doctor')
    .description(
      "check Temporal, the namespace, workers, sweeps and each account's service, and say what to do about what is found",
    )
    .action((flags: DoctorFlags) => doctor(env, flags));

  program
    .command('codec-server')
    .description("show encrypted payloads to Temporal's web UI and command line, until Ctrl-C")
    .action(async () => {
      // Loading its HTTP server takes as long as all the rest.
      const { codecServer } = await import('./operation/codec-server.js');
      await codecServer(env);
    });
}

function addLookUpCommands(program: Command, env: NodeJS.ProcessEnv): void {
  program.commandsGroup('Look up:').helpCommand('help [command]', "show a command's help");

  program
    .command('validate')
    .description(
      "check requests against the edition's rules; nothing is sent, and no Temporal server is needed",
    )
    .argument(
      '<file>',
      'JSON file; NDJSON with a request a line; CSV or Excel file of products; - reads JSON from standard input',
    )
    .addOption(
      new Option('--edition <edition>', "edition of the guide (default: the account's)").choices(
        EDITION_NAMES,
      ),
    )
    .addOption(
      new Option('--kind <kind>', 'what is asked for; default: what the file implies').choices(KINDS),
    )
    .option('--account <name>', 'account whose edition it is (default: the file\'s, else "default")')
    .option('--columns <file>', 'column map, for a CSV or Excel file with headings of its own')
    .option('--decimal-comma', 'decimals of a CSV or Excel file are written 2,5')
    .action((file: string, flags: ValidateFlags) => validate(env, file, flags));

  program
    .command('schema')
    .description('print the JSON Schema of an input, result, message or failure, or all of them')
    .addArgument(new Argument('[name]', 'which one (default: all of them)').choices(SCHEMA_NAMES))
    .action((name: SchemaName | undefined) => schema(name));

  program
    .command('completion')
    .description('print a script by which the shell completes commands, options, accounts and names of files')
    .addArgument(new Argument('<shell>', 'yours').choices(SHELLS))
    .action((shell: Shell) => completion(shell));

  // Asked by those scripts.
  program
    .command('complete', { hidden: true })
    .argument('[words...]')
    .action((words: string[]) => complete(program, env, words));
}
