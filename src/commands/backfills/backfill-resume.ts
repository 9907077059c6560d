import type { CommandModule } from '../terminal/command-module.js';
import { say } from '../terminal/exit.js';
import { EXAMPLE } from '../terminal/help.js';

/** `idmp backfill-resume ID`: the paused backfill starts requests again. */
export const backfillResume: CommandModule = {
  name: 'backfill-resume',
  description: 'go on starting the requests of a paused backfill',
  examples: [[`idmp backfill-resume ${EXAMPLE.backfill}`, 'goes on']],
  environment: ['temporal', 'keys'],
  output: 'result',
  declare: (command, env) =>
    command.argument('<id>', "the backfill's id").action(async (id) => {
      const { withRunningBackfill } = await import('./known-backfill.js');
      await withRunningBackfill(env, id, async (backfill) => {
        await backfill.messages.resume();
        say(`${id} is resumed`);
        await backfill.printProgress();
      });
    }),
};
