import { Argument } from '@commander-js/extra-typings';
import type { CommandModule } from '../terminal/command-module.js';

/** Shells for which `idmp completion` has a script. */
export const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;

/** `idmp completion SHELL`: a script that has the shell call `idmp complete` for proposals. */
export const completion: CommandModule = {
  name: 'completion',
  description: 'print a script that lets the shell complete commands, options, accounts and file names',
  examples: [
    ['idmp completion bash >> ~/.bashrc', 'bash, from its next start'],
    ['idmp completion zsh > ~/.zfunc/_idmp', 'zsh, if ~/.zfunc is in fpath'],
    ['idmp completion fish > ~/.config/fish/completions/idmp.fish', 'fish'],
    ['idmp completion powershell >> $PROFILE', 'PowerShell 7.3 and newer'],
  ],
  environment: ['accounts'],
  output: 'document',
  declare: (command) =>
    command.addArgument(new Argument('<shell>', 'your shell').choices(SHELLS)).action(async (shell) => {
      if (shell === 'bash') return void process.stdout.write(BASH);
      const { script } = await import('@bomb.sh/tab');
      script(shell, 'idmp', 'idmp');
    }),
};

/**
 * Replaces the library's own script for bash, which never completes file names, needs the package bash-completion, cannot be
 * sourced twice, and evaluates the words of the line. bash splits `--kind=phpid` into three words: `--kind`, `=` and `phpid`.
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
