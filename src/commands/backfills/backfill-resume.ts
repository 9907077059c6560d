import type { CommandModule } from '../terminal/command-module.js';
import { printNote } from '../terminal/exit.js';
import { EXAMPLE } from '../terminal/help.js';

/** `idmp backfill-resume ID`: the paused backfill starts requests again. */
export const backfillResume: CommandModule = {
  name: 'backfill-resume',
  description: 'start requests of a paused backfill again',
  examples: [[`idmp backfill-resume ${EXAMPLE.backfill}`, 'starts requests again']],
  environment: ['temporal', 'keys'],
  output: 'result',
  declare: (command, env) =>
    command.argument('<id>', 'id of the backfill').action(async (id) => {
      const { withRunningBackfill } = await import('./known-backfill.js');
      await withRunningBackfill(env, id, async (backfill) => {
        await backfill.messages.resume();
        printNote(`${id} is resumed`);
        await backfill.printProgress();
      });
    }),
};
