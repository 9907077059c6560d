import type { CommandModule } from '../terminal/command-module.js';
import { completions } from '../terminal/completions.js';

/** `idmp complete -- WORDS`: proposals for the last word, in the form that the scripts of `idmp completion` read. */
export const complete: CommandModule = {
  name: 'complete',
  description: 'print proposals for the last word of a command line, for the scripts of shells',
  examples: [],
  environment: [],
  output: 'document',
  hidden: true,
  declare: (command, env) =>
    command.argument('[words...]').action(async (words, _options, { parent }) => {
      const { candidates, takesFile } = await completions(parent ?? command, env, words);
      const lines = candidates.map(({ value, text }) => (text === '' ? value : `${value}\t${text}`));
      // 0 lets the shell add file names; 4 forbids it.
      process.stdout.write([...lines, takesFile ? ':0' : ':4', ''].join('\n'));
    }),
};
