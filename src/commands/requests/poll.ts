import type { CommandModule } from '../terminal/command-module.js';
import { printNote } from '../terminal/exit.js';
import { EXAMPLE } from '../terminal/help.js';
import { present } from '../terminal/output.js';
import { statusPage } from './pages.js';

/** Time limit for a poll. The service may be slow or down; the poll continues without this command. */
const POLL_WITHIN_MS = 30_000;

/** `idmp poll ID`: has the request poll the service at once, and prints the fresh status. */
export const poll: CommandModule = {
  name: 'poll',
  description: 'poll the service for a request at once, and print the new status',
  examples: [[`idmp poll ${EXAMPLE.request}`, 'polls the service now']],
  environment: ['temporal', 'keys'],
  output: 'result',
  declare: (command, env) =>
    command.argument('<id>', 'workflow id').action(async (id) => {
      const { withRequest } = await import('./known-request.js');
      await withRequest(env, id, async (request) => {
        if (!request.isRunning) printNote(`${id} has ended (${request.state}), so it was not polled`);
        const fresh = request.isRunning ? await request.pollWithin(POLL_WITHIN_MS) : null;
        if (request.isRunning && fresh === null) {
          printNote('the service has not answered yet; the status is the one before the poll');
        }
        const status = fresh ?? (await request.status());
        present(status, statusPage(id, status));
      });
    }),
};
