import { readFileSync } from 'node:fs';
import { Command } from '@commander-js/extra-typings';
import { COMMAND_GROUPS } from './index.js';
import type { CommandModule } from './terminal/command-module.js';
import { addCommandHelp, addProgramHelp } from './terminal/help.js';
import { setJsonWanted } from './terminal/output.js';

/** Builds the command line from the modules of its commands. */
export function createProgram(env: NodeJS.ProcessEnv): Command {
  const program = new Command('idmp')
    .description('Obtains PhPIDs and GSIDs from the WHO-UMC IDMP service, through durable Temporal workflows')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show this help')
    .showHelpAfterError('(idmp --help shows all commands)')
    .exitOverride();
  for (const [group, modules] of Object.entries(COMMAND_GROUPS)) {
    program.commandsGroup(`${group}:`);
    for (const module of modules) addCommand(program, module, env);
  }
  program.helpCommand('help [command]', "show a command's help");
  program.hook('preAction', (_program, command) => setJsonWanted(command.opts().json === true));
  addProgramHelp(program);
  return program;
}

/** Reads the version of the package, whose `package.json` lies beside `src` and `dist` alike. */
function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

function addCommand(program: Command, module: CommandModule, env: NodeJS.ProcessEnv): void {
  const { name, description, examples, environment, output, hidden = false } = module;
  const command = program.command(name, { hidden }).description(description);
  module.declare(command, env);
  if (output === 'result') command.option('--json', 'print the result as JSON, also at a terminal');
  addCommandHelp(command, examples, environment);
}
