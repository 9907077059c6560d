import type { Command } from 'commander';

interface CommandHelp {
  /** Commands that work as they stand, and what they do. */
  examples: readonly (readonly [command: string, does: string])[];
  /** What the command reads from the environment. */
  reads: readonly (keyof typeof ENVIRONMENT)[];
}

/** The variables that matter here; docs/configuration.md has all of them. */
const ENVIRONMENT = {
  temporal: [
    ['TEMPORAL_ADDRESS', 'host:port of Temporal (default: localhost:7233)'],
    ['TEMPORAL_NAMESPACE', 'its namespace (default: default)'],
    ['TEMPORAL_API_KEY, TEMPORAL_TLS, …', "access to it, as in all of Temporal's tools"],
  ],
  accounts: [
    ['IDMP_FHIR_BASE_URL, IDMP_EDITION', 'the service of the account "default"'],
    ['IDMP_SUBSCRIPTION_KEY', 'its key'],
    ['IDMP_ACCOUNTS_FILE', 'several accounts, in a JSON file'],
  ],
  keys: [['IDMP_ENCRYPTION_KEYS', 'keys by which payloads are encrypted']],
  codec: [
    ['IDMP_CODEC_ADDRESS', 'host:port to listen at'],
    ['IDMP_CODEC_TOKEN', 'who may ask'],
    ['IDMP_CODEC_UI_ORIGIN', "origin of Temporal's web UI"],
  ],
} as const;

const [PRODUCT, PORTFOLIO] = ['examples/product-tablet.json', 'examples/backfill/portfolio.csv'];
const [REQUEST_ID, BACKFILL_ID] = ['phpid/2026-05/MPID-123.4f0a9c1e', 'backfill/2026-05/portfolio.5b2c'];

const COMMANDS: Readonly<Record<string, CommandHelp>> = {
  request: {
    examples: [
      [`idmp request ${PRODUCT} --account 2026-05`, 'starts it, and says its id'],
      [`idmp request ${PRODUCT} --account 2026-05 --wait`, 'follows it to its end'],
      [`idmp request - --kind gsid --account 2025-03 < examples/substance.json`, 'reads standard input'],
    ],
    reads: ['temporal', 'accounts', 'keys'],
  },
  status: {
    examples: [
      [`idmp status ${REQUEST_ID}`, 'where it stands'],
      [`idmp status ${REQUEST_ID} --json`, 'the same as JSON'],
      [`idmp status Task/17 --remote --account 2026-05`, 'what the service has of it'],
    ],
    reads: ['temporal', 'accounts', 'keys'],
  },
  poll: { examples: [[`idmp poll ${REQUEST_ID}`, 'asks the service now']], reads: ['temporal', 'keys'] },
  cancel: {
    examples: [[`idmp cancel ${REQUEST_ID} --reason "asked for twice"`, 'calls it off, and says why']],
    reads: ['temporal', 'keys'],
  },
  validate: {
    examples: [
      [`idmp validate ${PRODUCT} --edition 2026-05`, 'checks one request'],
      [`idmp validate ${PORTFOLIO} --edition 2026-05`, 'checks each product of a table'],
    ],
    reads: ['accounts'],
  },
  backfill: {
    examples: [
      [`idmp backfill ${PORTFOLIO} --account 2026-05 --dry-run`, 'checks every row, starts nothing'],
      [`idmp backfill ${PORTFOLIO} --account 2026-05`, 'starts it; again, it goes on'],
      [`idmp backfill ${PORTFOLIO} --account 2026-05 --results report.html`, 'waits, and writes a report'],
    ],
    reads: ['temporal', 'accounts', 'keys'],
  },
  'backfill-status': {
    examples: [[`idmp backfill-status ${BACKFILL_ID}`, 'how many requests stand where']],
    reads: ['temporal', 'keys'],
  },
  'backfill-results': {
    examples: [
      [`idmp backfill-results ${BACKFILL_ID}`, 'NDJSON on stdout'],
      [`idmp backfill-results ${BACKFILL_ID} --output report.html`, 'a report to look at'],
    ],
    reads: ['temporal', 'keys'],
  },
  'backfill-pause': {
    examples: [[`idmp backfill-pause ${BACKFILL_ID}`, 'starts no more for now']],
    reads: ['temporal', 'keys'],
  },
  'backfill-resume': {
    examples: [[`idmp backfill-resume ${BACKFILL_ID}`, 'goes on']],
    reads: ['temporal', 'keys'],
  },
  'backfill-cancel': {
    examples: [[`idmp backfill-cancel ${BACKFILL_ID} --reason "wrong file"`, 'calls all of it off']],
    reads: ['temporal', 'keys'],
  },
  setup: {
    examples: [
      ['idmp setup', 'makes the namespace ready'],
      ['idmp setup --sweep-every 1h', 'has each account swept once an hour'],
    ],
    reads: ['temporal', 'accounts'],
  },
  doctor: {
    examples: [
      ['idmp doctor', 'says what is wrong, and what to do about it'],
      ['idmp doctor --json', 'the same as JSON'],
    ],
    reads: ['temporal', 'accounts', 'keys'],
  },
  'codec-server': {
    examples: [['idmp codec-server', 'listens until Ctrl-C']],
    reads: ['codec', 'keys'],
  },
  schema: {
    examples: [
      ['idmp schema product', 'JSON Schema of a product in the simple form'],
      ['idmp schema', 'all of them, by name'],
    ],
    reads: [],
  },
  completion: {
    examples: [
      ['idmp completion bash >> ~/.bashrc', 'bash, from the next one on'],
      ['idmp completion zsh > ~/.zfunc/_idmp', 'zsh, where ~/.zfunc is in fpath'],
      ['idmp completion fish > ~/.config/fish/completions/idmp.fish', 'fish'],
      ['idmp completion powershell >> $PROFILE', 'PowerShell 7.3 and newer'],
    ],
    reads: ['accounts'],
  },
};

const EXIT_CODES = [
  ['0', 'done'],
  ['1', 'unexpected error (IDMP_DEBUG=1 shows where it comes from)'],
  ['2', 'wrong use or invalid input'],
  ['3', 'rejected or failed at the service'],
  ['4', 'cancelled'],
  ['5', 'Temporal cannot be reached'],
  ['130', 'ended by Ctrl-C; what was started goes on'],
] as const;

const OUTPUT = [
  ['', 'stdout carries the result alone, stderr everything else. A result is JSON, but at a terminal, where'],
  ['', 'it is made for people; --json gives JSON there, too. NO_COLOR=1 switches colours off.'],
] as const;

/** Adds examples and environment to the help of each command, and exit codes to the program's. */
export function addHelp(program: Command): void {
  program.addHelpText('after', [section('Output', OUTPUT), section('Exit codes', EXIT_CODES)].join(''));
  for (const command of program.commands) {
    const help = COMMANDS[command.name()];
    if (help === undefined) continue;
    const variables = help.reads.flatMap((name) => [...ENVIRONMENT[name]]);
    command.addHelpText('after', section('Examples', help.examples) + section('Environment', variables));
  }
}

function section(name: string, lines: readonly (readonly [string, string])[]): string {
  if (lines.length === 0) return '';
  const width = Math.max(...lines.map(([first]) => first.length));
  const gap = width === 0 ? '' : '  ';
  const text = lines.map(([first, second]) => `  ${first.padEnd(width)}${gap}${second}`.trimEnd());
  return `\n${name}:\n${text.join('\n')}\n`;
}
