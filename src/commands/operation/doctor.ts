import type { CommandModule } from '../terminal/command-module.js';

/**
 * `idmp doctor`: checks Temporal, its namespace, sweeps and workers, and the service of each account. Read-only.
 *
 * Exit code 5 if Temporal cannot be reached, 1 if something else is wrong; warnings do not count.
 */
export const doctor: CommandModule = {
  name: 'doctor',
  description:
    "check Temporal, the namespace, workers, sweeps and each account's service, and print a remedy for each problem",
  examples: [
    ['idmp doctor', 'prints problems and remedies'],
    ['idmp doctor --json', 'the same as JSON'],
  ],
  environment: ['temporal', 'accounts', 'keys'],
  output: 'result',
  declare: (command, env) =>
    command.action(async () => {
      const { examine } = await import('./examine.js');
      process.exitCode = await examine(env);
    }),
};
