import type { CommandUnknownOpts } from '@commander-js/extra-typings';

/** A term and its explanation. */
export type HelpLine = readonly [term: string, explanation: string];

/** The variables that most readers need, by topic; `docs/configuration.md` has all of them. */
const ENVIRONMENT = {
  temporal: [
    ['TEMPORAL_ADDRESS', 'host:port of Temporal (default: localhost:7233)'],
    ['TEMPORAL_NAMESPACE', 'its namespace (default: default)'],
    ['TEMPORAL_API_KEY, TEMPORAL_TLS, …', "credentials, as for all of Temporal's tools"],
  ],
  accounts: [
    ['IDMP_FHIR_BASE_URL, IDMP_EDITION', 'the service of the account "default"'],
    ['IDMP_SUBSCRIPTION_KEY', 'its key'],
    ['IDMP_ACCOUNTS_FILE', 'several accounts, in a JSON file'],
  ],
  keys: [['IDMP_ENCRYPTION_KEYS', 'keys that encrypt payloads']],
  codec: [
    ['IDMP_CODEC_ADDRESS', 'host:port to listen at'],
    ['IDMP_CODEC_TOKEN', 'token that callers must send'],
    ['IDMP_CODEC_UI_ORIGIN', "origin of Temporal's web UI"],
  ],
} as const satisfies Record<string, readonly HelpLine[]>;

export type EnvironmentGroup = keyof typeof ENVIRONMENT;

/** File names and ids for the examples of several commands. */
export const EXAMPLE = {
  product: 'examples/product-tablet.json',
  portfolio: 'examples/backfill/portfolio.csv',
  request: 'phpid/2026-05/MPID-123.4f0a9c1e',
  backfill: 'backfill/2026-05/portfolio.5b2c',
} as const;

const EXIT_CODES: readonly HelpLine[] = [
  ['0', 'done'],
  ['1', 'unexpected error (IDMP_DEBUG=1 prints its stack)'],
  ['2', 'wrong use or invalid input'],
  ['3', 'rejected or failed at the service'],
  ['4', 'cancelled'],
  ['5', 'Temporal cannot be reached'],
  ['130', 'ended by Ctrl-C; started requests continue'],
];

const OUTPUT: readonly HelpLine[] = [
  ['', 'stdout carries only the result, stderr everything else. A result is JSON, or a page for people at a'],
  ['', 'terminal; --json prints JSON there, too. NO_COLOR=1 switches colours off.'],
];

/** Adds output and exit codes to the help of the program. */
export function addProgramHelp(program: CommandUnknownOpts): void {
  program.addHelpText('after', section('Output', OUTPUT) + section('Exit codes', EXIT_CODES));
}

/** Adds examples and environment variables to the help of a command. */
export function addCommandHelp(
  command: CommandUnknownOpts,
  examples: readonly HelpLine[],
  environment: readonly EnvironmentGroup[],
): void {
  const variables = environment.flatMap((group): readonly HelpLine[] => ENVIRONMENT[group]);
  command.addHelpText('after', section('Examples', examples) + section('Environment', variables));
}

function section(name: string, lines: readonly HelpLine[]): string {
  if (lines.length === 0) return '';
  const width = Math.max(...lines.map(([term]) => term.length));
  const gap = width === 0 ? '' : '  ';
  const text = lines.map(([term, explanation]) => `  ${term.padEnd(width)}${gap}${explanation}`.trimEnd());
  return `\n${name}:\n${text.join('\n')}\n`;
}
