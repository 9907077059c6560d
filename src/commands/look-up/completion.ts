import { script } from '@bomb.sh/tab';
import type { Command } from 'commander';
import { completions } from '../terminal/completions.js';

/** Shells that completion is made for. */
export const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;
export type Shell = (typeof SHELLS)[number];

/**
 * The library's own script for bash never completes the name of a file, needs the package bash-completion, cannot be read
 * twice, and evaluates what stands on the line. Words that begin with `=` or follow it are bash's own way to split `--kind=phpid`.
 */
const BASH = `# bash completion of idmp
_idmp() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      :0) compopt -o default ;;
      :*) compopt +o default ;;
      *) COMPREPLY+=("\${line%%$'\\t'*}") ;;
    esac
  done < <("\${COMP_WORDS[0]}" complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _idmp idmp
`;

/** `idmp completion SHELL`: a script that has the shell ask `idmp complete` for what may come next. */
export function completion(shell: Shell): void {
  if (shell === 'bash') process.stdout.write(BASH);
  else script(shell, 'idmp', 'idmp');
}

/** `idmp complete -- WORDS`: what may stand in the place of the last word, as the shells' scripts read it. */
export function complete(program: Command, env: NodeJS.ProcessEnv, words: readonly string[]): void {
  const { candidates, takesFile } = completions(program, env, words);
  const lines = candidates.map(({ value, text }) => (text === '' ? value : `${value}\t${text}`));
  // 0 leaves the rest to the shell, which knows files; 4 says that there is nothing but these.
  process.stdout.write([...lines, takesFile ? ':0' : ':4', ''].join('\n'));
}
