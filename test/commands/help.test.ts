import { existsSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { EXIT } from '../../src/commands/terminal/exit.js';
import { createProgram } from '../../src/commands/program.js';
import { expectGolden } from '../support/golden.js';
import { commands, parseIdmp } from '../support/idmp-parser.js';
import { shellCommands } from '../support/shell-words.js';

/** The whole output of `--help`. */
function helpOf(command: CommandUnknownOpts): string {
  let text = '';
  command.configureOutput({ writeOut: (part) => (text += part), getOutHelpWidth: () => 100 });
  command.outputHelp();
  return text;
}

const own = commands().filter((command) => command.name() !== 'help');

function examplesOf(command: CommandUnknownOpts): string[] {
  const [, examples = ''] = /^Examples:\n((?: {2}.*\n)+)/m.exec(helpOf(command)) ?? [];
  return examples.split('\n').flatMap((line) => line.trim().split(/ {2,}/)[0] || []);
}

describe.each(own.map((command) => [command.name(), command] as const))(
  'the help of idmp %s',
  (_, command) => {
    it('has one to four examples, which the program understands', () => {
      const examples = examplesOf(command);
      expect(examples.length).toBeGreaterThanOrEqual(1);
      expect(examples.length).toBeLessThanOrEqual(4);
      for (const [name, ...args] of examples.flatMap(shellCommands)) {
        expect(name).toBe('idmp');
        expect(args[0]).toBe(command.name());
        parseIdmp(args);
      }
    });

    it('names files that are there', () => {
      const paths = examplesOf(command).flatMap((example) => example.match(/examples\/\S+/g) ?? []);
      expect(paths.filter((path) => !existsSync(path))).toEqual([]);
    });

    it('describes the command, its arguments and its options', () => {
      expect(command.description()).not.toBe('');
      const named = [...command.registeredArguments, ...command.options];
      expect(named.filter(({ description }) => description === '')).toEqual([]);
    });
  },
);

describe('the wording of help', () => {
  it.each([createProgram({}), ...own].map((command) => [command.name(), command] as const))(
    'of %s is the golden one (else: npm run golden)',
    (name, command) => expectGolden(`help/${name}.txt`, helpOf(command)),
  );
});

describe('the help of idmp', () => {
  const help = helpOf(createProgram({}));

  it('has the commands in groups, none without one', () => {
    expect(help.match(/^[A-Z][a-z ]+:$/gm)).toEqual([
      'Options:',
      'Requests:',
      'Backfills:',
      'Operate:',
      'Look up:',
      'Output:',
      'Exit codes:',
    ]);
  });

  it('has every exit code', () => {
    for (const code of Object.values(EXIT)) expect(help).toMatch(new RegExp(`^  ${code} +\\S`, 'm'));
  });

  it('does not show the command that only shell scripts use', () => {
    expect(help).not.toMatch(/^ {2}complete /m);
  });
});
