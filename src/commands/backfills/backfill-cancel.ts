import type { CommandModule } from '../terminal/command-module.js';
import { say } from '../terminal/exit.js';
import { EXAMPLE } from '../terminal/help.js';

/** `idmp backfill-cancel ID`: cancels the backfill and each of its open requests, and waits for its end. */
export const backfillCancel: CommandModule = {
  name: 'backfill-cancel',
  description: 'cancel a backfill, and every request of it that is still open',
  examples: [[`idmp backfill-cancel ${EXAMPLE.backfill} --reason "wrong file"`, 'calls all of it off']],
  environment: ['temporal', 'keys'],
  output: 'result',
  declare: (command, env) =>
    command
      .argument('<id>', "the backfill's id")
      .option('--reason <text>', 'why; told to each request')
      .action(async (id, { reason }) => {
        const { withRunningBackfill } = await import('./known-backfill.js');
        await withRunningBackfill(env, id, async (backfill) => {
          await backfill.messages.cancel(reason);
          say('cancelling its open requests; this command may be ended, the cancellation goes on');
          await backfill.messages.result().catch(() => undefined);
          await backfill.printProgress();
        });
      }),
};
