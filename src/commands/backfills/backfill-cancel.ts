import type { CommandModule } from '../terminal/command-module.js';
import { printNote } from '../terminal/exit.js';
import { EXAMPLE } from '../terminal/help.js';

/** `idmp backfill-cancel ID`: cancels the backfill and each of its open requests, and waits for its end. */
export const backfillCancel: CommandModule = {
  name: 'backfill-cancel',
  description: 'cancel a backfill and each of its open requests',
  examples: [[`idmp backfill-cancel ${EXAMPLE.backfill} --reason "wrong file"`, 'cancels all of it']],
  environment: ['temporal', 'keys'],
  output: 'result',
  declare: (command, env) =>
    command
      .argument('<id>', 'id of the backfill')
      .option('--reason <text>', 'reason; sent to each request')
      .action(async (id, { reason }) => {
        const { withRunningBackfill } = await import('./known-backfill.js');
        await withRunningBackfill(env, id, async (backfill) => {
          await backfill.messages.cancel(reason);
          printNote(
            'cancelling its open requests; Ctrl-C ends this command only, and the cancellation continues',
          );
          await backfill.messages.result().catch(() => undefined);
          await backfill.printProgress();
        });
      }),
};
