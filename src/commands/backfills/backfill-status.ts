import type { CommandModule } from '../terminal/command-module.js';
import { EXAMPLE } from '../terminal/help.js';

/** `idmp backfill-status ID`: the progress of a backfill. */
export const backfillStatus: CommandModule = {
  name: 'backfill-status',
  description: 'print how many requests of a backfill stand where',
  examples: [[`idmp backfill-status ${EXAMPLE.backfill}`, 'how many requests stand where']],
  environment: ['temporal', 'keys'],
  output: 'result',
  declare: (command, env) =>
    command.argument('<id>', "the backfill's id").action(async (id) => {
      const { withBackfill } = await import('./known-backfill.js');
      await withBackfill(env, id, (backfill) => backfill.printProgress());
    }),
};
