import { Option } from '@commander-js/extra-typings';
import { detectFormat, RESULT_FORMATS } from '../../results/format.js';
import type { CommandModule } from '../terminal/command-module.js';
import { EXAMPLE } from '../terminal/help.js';

/** `idmp backfill-results ID`: the outcome of each request of a backfill, on stdout or in a file. */
export const backfillResults: CommandModule = {
  name: 'backfill-results',
  description: "print the outcome of each request of a backfill, as far back as Temporal's retention time",
  examples: [
    [`idmp backfill-results ${EXAMPLE.backfill}`, 'NDJSON on stdout'],
    [`idmp backfill-results ${EXAMPLE.backfill} --output report.html`, 'an HTML report'],
  ],
  environment: ['temporal', 'keys'],
  output: 'document',
  declare: (command, env) =>
    command
      .argument('<id>', 'id of the backfill')
      .addOption(
        new Option(
          '--format <format>',
          'output format (default: by the extension of --output, else ndjson)',
        ).choices(RESULT_FORMATS),
      )
      .option('--output <file>', 'write to this file (default: stdout)')
      .action(async (id, { format, output }) => {
        const known = format ?? (output === undefined ? null : detectFormat(output)) ?? 'ndjson';
        const { withClient } = await import('../terminal/with-client.js');
        const { writeOutput } = await import('./write-output.js');
        await withClient(env, (client) => writeOutput(client, id, known, output));
      }),
};
