import type { CommandModule } from '../terminal/command-module.js';
import { EXIT, Exit } from '../terminal/exit.js';
import { EXAMPLE } from '../terminal/help.js';
import { present } from '../terminal/output.js';
import { statusPage } from './pages.js';

/** `idmp status ID`: the status of a request; with `--remote` its Tasks at the service. */
export const status: CommandModule = {
  name: 'status',
  description: 'print the status of a request',
  examples: [
    [`idmp status ${EXAMPLE.request}`, 'prints its status'],
    [`idmp status ${EXAMPLE.request} --json`, 'the same as JSON'],
    ['idmp status Task/17 --remote --account 2026-05', 'prints the Task at the service'],
  ],
  environment: ['temporal', 'accounts', 'keys'],
  output: 'result',
  declare: (command, env) =>
    command
      .argument(
        '<id>',
        'workflow id, e.g. phpid/default/MPID-123.4f0a9c1e; with --remote also Task/ID or its address',
      )
      .option(
        '--remote',
        'read the service itself, for requests that Temporal has forgotten, or without Temporal',
      )
      .option(
        '--account <name>',
        'with --remote: account whose service is read (default: the request\'s, else "default")',
      )
      .action(async (id, { remote, account }) => {
        if (remote) {
          const { printRemoteStatus } = await import('./remote-status.js');
          return await printRemoteStatus(env, id, account);
        }
        if (account !== undefined) {
          throw new Exit(EXIT.invalid, '--account can only be used with --remote');
        }
        const { withRequest } = await import('./known-request.js');
        const found = await withRequest(env, id, (request) => request.status());
        present(found, statusPage(id, found));
      }),
};
