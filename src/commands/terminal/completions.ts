import type { Argument, CommandUnknownOpts, Option } from '@commander-js/extra-typings';

/** Proposals for one word of the command line. */
export interface Completions {
  candidates: { value: string; text: string }[];
  /** Whether the word may be a file name. */
  takesFile: boolean;
}

/**
 * Finds proposals for the last word, which may be empty or incomplete.
 *
 * @param words of the command line, without the program's name
 */
export async function completions(
  program: CommandUnknownOpts,
  env: NodeJS.ProcessEnv,
  words: readonly string[],
): Promise<Completions> {
  // Only bash splits `--kind=phpid`.
  const split = words.flatMap((word) => (/^--[^=]+=/.test(word) ? splitAtEqual(word) : [word]));
  const known = split.filter((word) => word !== '=');
  const last = split.at(-1) === '=' ? '' : (known.pop() ?? '');
  const found = await place(program, env, known, last);
  return { ...found, candidates: found.candidates.filter(({ value }) => value.startsWith(last)) };
}

function splitAtEqual(word: string): string[] {
  const at = word.indexOf('=');
  return [word.slice(0, at), word.slice(at + 1)];
}

async function place(
  program: CommandUnknownOpts,
  env: NodeJS.ProcessEnv,
  before: string[],
  last: string,
): Promise<Completions> {
  const [name, ...rest] = before;
  const visible = program.createHelp().visibleCommands(program);
  if (name === undefined) {
    return last.startsWith('-') ? only(optionsOf(program)) : only(visible.map(asCandidate));
  }
  const command = program.commands.find((each) => each.name() === name);
  if (command === undefined) return name === 'help' ? only(visible.map(asCandidate)) : only([]);
  const asked = optionOf(command, before.at(-1));
  if (asked !== undefined) return await valuesOf(asked, env);
  if (last.startsWith('-')) return only(optionsOf(command));
  return argument(command.registeredArguments[argumentsIn(command, rest)]);
}

/** The option whose value comes next. */
function optionOf(command: CommandUnknownOpts, word: string | undefined): Option | undefined {
  return command.options.find((option) => option.required && option.long === word);
}

async function valuesOf(option: Option, env: NodeJS.ProcessEnv): Promise<Completions> {
  if (option.attributeName() === 'account') return only(await accountNames(env));
  if (option.argChoices !== undefined) return only(option.argChoices.map((value) => ({ value, text: '' })));
  return { candidates: [], takesFile: option.flags.endsWith('<file>') };
}

function argument(place: Argument | undefined): Completions {
  if (place === undefined) return only([]);
  const candidates = (place.argChoices ?? []).map((value) => ({ value, text: '' }));
  return { candidates, takesFile: place.name() === 'file' };
}

/** Number of arguments before the last word. */
function argumentsIn(command: CommandUnknownOpts, words: readonly string[]): number {
  const isValue = (index: number): boolean => optionOf(command, words[index - 1]) !== undefined;
  return words.filter((word, index) => !(word.startsWith('-') && word !== '-') && !isValue(index)).length;
}

function optionsOf(command: CommandUnknownOpts): Completions['candidates'] {
  return command
    .createHelp()
    .visibleOptions(command)
    .map(({ long, description }) => ({ value: long ?? '', text: description }));
}

/** Empty if the configuration is wrong, because a shell's line has no place for the reason. */
async function accountNames(env: NodeJS.ProcessEnv): Promise<Completions['candidates']> {
  try {
    const { readConfig } = await import('../../configuration/config.js');
    const { accounts } = readConfig(env);
    return [...accounts.values()].map(({ name, edition }) => ({ value: name, text: `edition ${edition}` }));
  } catch {
    return [];
  }
}

function asCandidate(command: CommandUnknownOpts): { value: string; text: string } {
  return { value: command.name(), text: command.description() };
}

function only(candidates: Completions['candidates']): Completions {
  return { candidates, takesFile: false };
}
