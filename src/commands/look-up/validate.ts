import { Option } from '@commander-js/extra-typings';
import { EDITION_NAMES, KINDS } from '../../contract/index.js';
import type { CommandModule } from '../terminal/command-module.js';
import { EXAMPLE } from '../terminal/help.js';

/** `idmp validate FILE`: checks each request of a file against the rules of its edition. */
export const validate: CommandModule = {
  name: 'validate',
  description: 'check requests against the rules of the edition, without a service and without Temporal',
  examples: [
    [`idmp validate ${EXAMPLE.product} --edition 2026-05`, 'checks one request'],
    [`idmp validate ${EXAMPLE.portfolio} --edition 2026-05`, 'checks each product of a table'],
  ],
  environment: ['accounts'],
  output: 'result',
  declare: (command, env) =>
    command
      .argument(
        '<file>',
        'JSON file; NDJSON with one request per line; CSV or Excel file of products; - reads JSON from standard input',
      )
      .addOption(
        new Option('--edition <edition>', "edition of the guide (default: the account's)").choices(
          EDITION_NAMES,
        ),
      )
      .addOption(
        new Option(
          '--kind <kind>',
          'identifier to request (default: the kind that the file implies)',
        ).choices(KINDS),
      )
      .option('--account <name>', 'account whose edition applies (default: the file\'s, else "default")')
      .option('--columns <file>', 'column map, for a CSV or Excel file with its own headings')
      .option('--decimal-comma', 'decimals in a CSV or Excel file have a comma, such as 2,5')
      .action(async (file, { edition, kind, account, columns, decimalComma }) => {
        const { validateFile } = await import('./validate-file.js');
        await validateFile(env, file, { kind, columns, decimalComma }, { edition, account });
      }),
};
