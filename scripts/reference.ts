/**
 * Writes the part of docs/reference.md that the program itself knows: its commands. `npm run reference`; a test says when it is
 * due.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { CommandUnknownOpts, Option } from '@commander-js/extra-typings';
import { COMMAND_GROUPS } from '../src/commands/index.js';
import { createProgram } from '../src/commands/program.js';

const PAGE = new URL('../docs/reference.md', import.meta.url);
const [BEGIN, END] = ['<!-- written by npm run reference -->', '<!-- until here -->'];

/** Commands with arguments and options, in the groups of `idmp --help`. */
export function commandsAsMarkdown(): string {
  const commands = new Map(createProgram({}).commands.map((command) => [command.name(), command]));
  return Object.entries(COMMAND_GROUPS)
    .flatMap(([group, modules]) => {
      const visible = modules.filter(({ hidden }) => hidden !== true);
      return [`### ${group}`, ...visible.map(({ name }) => section(commands.get(name)!))];
    })
    .join('\n\n');
}

function section(command: CommandUnknownOpts): string {
  const help = command.createHelp();
  const rows = [
    ...command.registeredArguments.map(
      (each) => [help.argumentTerm(each), help.argumentDescription(each)] as const,
    ),
    ...command.options.map((option) => [option.flags, described(option)] as const),
  ];
  const title = `#### \`idmp ${command.name()}\`\n\n${capitalised(command.description())}.`;
  if (rows.length === 0) return title;
  const table = rows.map(([term, text]) => `| \`${term}\` | ${text.replaceAll('|', '\\|')} |`);
  return [`${title}\n`, '| argument, option | meaning |', '| --- | --- |', ...table].join('\n');
}

function described({ description, argChoices }: Option): string {
  return argChoices === undefined
    ? description
    : `${description}; one of ${argChoices.map((each) => `\`${each}\``).join(', ')}`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = readFileSync(PAGE, 'utf8');
  const [before, after] = [text.split(BEGIN)[0], text.split(END)[1]];
  writeFileSync(PAGE, `${before}${BEGIN}\n\n${commandsAsMarkdown()}\n\n${END}${after}`);
}
