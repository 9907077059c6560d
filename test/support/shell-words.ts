/** Command of a shell script: its words, without redirections and variable assignments. */
export type ShellCommand = string[];

/** Splits a script into its commands, as far as our documents and help need it: quotes, comments, continued lines. */
export function shellCommands(script: string): ShellCommand[] {
  const commands: ShellCommand[] = [[]];
  for (const token of tokens(script.replace(/\\\n\s*/g, ' '))) {
    if (SEPARATORS.has(token)) commands.push([]);
    else commands.at(-1)!.push(token);
  }
  return commands.map(withoutRest).filter((words) => words.length > 0);
}

const SEPARATORS = new Set(['\n', ';', '|', '&&', '||', '&']);

/** Tokens in this order: a comment; a separator; a redirection; a word, which may be partly quoted. */
const TOKEN =
  /(?:^|(?<=\s))#[^\n]*|\n|&&|\|\||[;|&]|\d?(?:>>|>&|<\(|>|<)\S*|(?:"(?:\\.|[^"\\])*"|'[^']*'|\$\([^)]*\)|\$\{[^}]*\}|<[A-Z]+>|[^\s;|&"'<>])+/g;

function tokens(script: string): string[] {
  return [...script.matchAll(TOKEN)].map(([token]) => token).filter((token) => !/^#/.test(token));
}

function withoutRest(words: string[]): string[] {
  const kept: string[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index]!;
    if (/^\d?[<>]/.test(word)) {
      if (/^\d?(?:>>|>|<)$/.test(word)) index += 1;
      continue;
    }
    if (kept.length === 0 && /^[A-Za-z_]\w*=/.test(word)) continue;
    kept.push(word.replace(/^(["'])(.*)\1$/s, '$2'));
  }
  return kept[0] === 'export' ? [] : kept;
}
