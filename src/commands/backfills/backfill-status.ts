import type { CommandModule } from '../terminal/command-module.js';
import { EXAMPLE } from '../terminal/help.js';

/** `idmp backfill-status ID`: the progress of a backfill. */
export const backfillStatus: CommandModule = {
  name: 'backfill-status',
  description: 'print the progress of a backfill',
  examples: [[`idmp backfill-status ${EXAMPLE.backfill}`, 'counts its requests by stage']],
  environment: ['temporal', 'keys'],
  output: 'result',
  declare: (command, env) =>
    command.argument('<id>', 'id of the backfill').action(async (id) => {
      const { withBackfill } = await import('./known-backfill.js');
      await withBackfill(env, id, (backfill) => backfill.printProgress());
    }),
};
