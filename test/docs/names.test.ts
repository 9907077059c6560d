import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { commands, parseIdmp } from '../support/idmp-parser.js';
import { shellCommands } from '../support/shell-words.js';
import { IDENTIFIERS, METRICS, SCRIPTS, VARIABLES, variablesIn } from './support/names.js';
import { codeOf, PAGES, ROOT, type CodeInPage } from './support/pages.js';

/** Pages that are checked. The changelog describes the past, so its names need not exist any more. */
const code = PAGES.filter((page) => page !== 'CHANGELOG.md').flatMap(codeOf);
const shell = code.filter(({ lang }) => lang === 'sh');
const inSentences = code.filter(({ lang }) => lang === null);

const at = ({ page, line }: CodeInPage, what: string): string => `${page}:${line}: ${what}`;

/** Lists faults in the code of pages, each with its place. */
function wrong(all: readonly CodeInPage[], find: (text: string, page: string) => string[]): string[] {
  return all.flatMap((each) => find(each.text, each.page).map((what) => at(each, what)));
}

describe('what documents name in code', () => {
  it('is read by some code, where it is an environment variable', () => {
    const unknown = (text: string): string[] =>
      // `TEMPORAL_TLS_*` names several variables.
      variablesIn(text).filter((name) => !VARIABLES.has(name) && !isFamily(name, text));
    expect(wrong(code, unknown)).toEqual([]);
  });

  it('is recorded, where it is a metric', () => {
    const unknown = (text: string): string[] =>
      (text.match(/\bidmp_[a-z_]+[a-z]\b/g) ?? []).filter(
        (name) => !METRICS.has(name) && !METRICS.has(name.replace(/_(total|count|bucket|sum)$/, '')),
      );
    expect(wrong(code, unknown)).toEqual([]);
  });

  it('is a name of ours, where it begins like one', () => {
    const unknown = (text: string): string[] =>
      (text.match(/\bIdmp[A-Z][A-Za-z]*\b/g) ?? []).filter((name) => !IDENTIFIERS.has(name));
    expect(wrong(code, unknown)).toEqual([]);
  });

  it('is there, where it is a file or folder of the repository', () => {
    const path =
      /(?<![\w./:-])(?:src|docs|test|deploy|examples|sandbox|scripts|bench|dev|schemas)\/[\w./-]+\w/g;
    const missing = (text: string, page: string): string[] =>
      // Capitals are placeholders: `test/histories/VERSION/NAME.json`. A star matches many; Kubernetes has paths of its own.
      (text.replace(/\S*\*\S*|.*\bkubectl\b.*/g, '').match(path) ?? []).filter(
        (name) => !/\/[A-Z]{2,}(?!\w*\.md)|NAME/.test(name) && !isThere(name, page),
      );
    expect(wrong(code, missing)).toEqual([]);
  });

  it('is a script of package.json, where npm runs it', () => {
    const unknown = (text: string): string[] =>
      [...text.matchAll(/npm run (?:-s |--silent )?([\w:-]+)/g)].flatMap(([, name = '']) =>
        SCRIPTS.includes(name) ? [] : [name],
      );
    expect(wrong(code, unknown)).toEqual([]);
  });
});

/** Lists the arguments of the calls of idmp in a script, by any of its names. */
function callsOfIdmp(script: string): string[][] {
  return shellCommands(script).flatMap((words) => {
    const [first, second, third] = words;
    if (first === 'idmp') return [words.slice(1)];
    if (first === 'node' && second === 'dist/starter.js') return [words.slice(2)];
    if (first === 'npx' && second === 'idmp') return [words.slice(2)];
    if (first !== 'npm' || second !== 'run') return [];
    const named = third === '-s' ? words.slice(3) : words.slice(2);
    return named[0] === 'idmp' ? [named.slice(named[1] === '--' ? 2 : 1)] : [];
  });
}

describe('calls of idmp', () => {
  it('are understood by the program, where a page shows them in a block', () => {
    const problems = (text: string): string[] =>
      callsOfIdmp(text).flatMap((args) => {
        try {
          parseIdmp(args);
          return [];
        } catch (error) {
          return [(error as Error).message];
        }
      });
    expect(shell.flatMap(({ text }) => callsOfIdmp(text)).length).toBeGreaterThan(5);
    expect(wrong(shell, problems)).toEqual([]);
  });

  it('name commands and options that exist, in sentences, too', () => {
    const known = new Map(commands().map((command) => [command.name(), command]));
    const problems = (text: string): string[] => {
      const [, name = '', rest = ''] = /^idmp ([a-z][\w-]*)(.*)/s.exec(text) ?? [];
      if (name === '') return [];
      const command = known.get(name);
      if (command === undefined) return [`there is no command ${name}`];
      const options = rest.match(/--[a-z][\w-]*/g) ?? [];
      return options.filter((option) => !command.options.some(({ long }) => long === option));
    };
    expect(wrong(inSentences, problems)).toEqual([]);
  });
});

/** Whether a path exists, from the repository's root or from the page's own folder. */
function isThere(path: string, page: string): boolean {
  return existsSync(join(ROOT, path)) || existsSync(join(ROOT, dirname(page), path));
}

function isFamily(name: string, text: string): boolean {
  return text.includes(`${name}_*`) && [...VARIABLES].some((each) => each.startsWith(`${name}_`));
}
