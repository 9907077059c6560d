import { Option } from '@commander-js/extra-typings';
import { KINDS } from '../../contract/index.js';
import type { CommandModule } from '../terminal/command-module.js';
import { EXAMPLE } from '../terminal/help.js';

/** `idmp request FILE`: checks the file, starts its request, and follows it with `--wait`. */
export const request: CommandModule = {
  name: 'request',
  description: 'start a request from a file: a product or substance in the simple form, a Bundle, or a Task',
  examples: [
    [`idmp request ${EXAMPLE.product} --account 2026-05`, 'starts it and prints its id'],
    [`idmp request ${EXAMPLE.product} --account 2026-05 --wait`, 'follows it to its end'],
    [`idmp request - --kind gsid --account 2025-03 < examples/substance.json`, 'reads standard input'],
  ],
  environment: ['temporal', 'accounts', 'keys'],
  output: 'result',
  declare: (command, env) =>
    command
      .argument('<file>', 'JSON file; - reads standard input')
      .addOption(
        new Option(
          '--kind <kind>',
          'identifier to request (default: the kind that the file implies)',
        ).choices(KINDS),
      )
      .option('--account <name>', 'account of the configuration (default: the file\'s, else "default")')
      .option('--id <id>', "request id (default: the product's identifier with a hash of the content)")
      .option('--wait', 'show progress on stderr, then print the result on stdout')
      .action(async (file, { kind, account, id, wait = false }) => {
        const { startRequest } = await import('./start-request.js');
        await startRequest(env, file, { kind, account, requestId: id, wait });
      }),
};
