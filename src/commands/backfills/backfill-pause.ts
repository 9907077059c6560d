import type { CommandModule } from '../terminal/command-module.js';
import { printNote } from '../terminal/exit.js';
import { EXAMPLE } from '../terminal/help.js';

/** `idmp backfill-pause ID`: the backfill starts no more requests until it is resumed. */
export const backfillPause: CommandModule = {
  name: 'backfill-pause',
  description: 'stop starting requests of a backfill until it is resumed',
  examples: [[`idmp backfill-pause ${EXAMPLE.backfill}`, 'stops starting requests']],
  environment: ['temporal', 'keys'],
  output: 'result',
  declare: (command, env) =>
    command.argument('<id>', 'id of the backfill').action(async (id) => {
      const { withRunningBackfill } = await import('./known-backfill.js');
      await withRunningBackfill(env, id, async (backfill) => {
        await backfill.messages.pause();
        printNote(`${id} is paused; requests that were started continue`);
        await backfill.printProgress();
      });
    }),
};
