import type { CommandModule } from '../terminal/command-module.js';
import { say } from '../terminal/exit.js';
import { EXAMPLE } from '../terminal/help.js';

/** `idmp backfill-pause ID`: the backfill starts no more requests until it is resumed. */
export const backfillPause: CommandModule = {
  name: 'backfill-pause',
  description: 'start no more requests of a backfill, until it is resumed',
  examples: [[`idmp backfill-pause ${EXAMPLE.backfill}`, 'starts no more for now']],
  environment: ['temporal', 'keys'],
  output: 'result',
  declare: (command, env) =>
    command.argument('<id>', "the backfill's id").action(async (id) => {
      const { withRunningBackfill } = await import('./known-backfill.js');
      await withRunningBackfill(env, id, async (backfill) => {
        await backfill.messages.pause();
        say(`${id} is paused: it starts no more requests; those that are started go on`);
        await backfill.printProgress();
      });
    }),
};
