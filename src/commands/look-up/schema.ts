import { Argument } from '@commander-js/extra-typings';
import { SCHEMA_NAMES } from '../../schemas/schema-names.js';
import type { CommandModule } from '../terminal/command-module.js';
import { printResult } from '../terminal/exit.js';

/** `idmp schema [NAME]`: one JSON Schema, or all of them by name. */
export const schema: CommandModule = {
  name: 'schema',
  description: 'print the JSON Schema of an input, result, message or failure, or all schemas',
  examples: [
    ['idmp schema product', 'JSON Schema of a product in the simple form'],
    ['idmp schema', 'all schemas, by name'],
  ],
  environment: [],
  output: 'document',
  declare: (command) =>
    command
      .addArgument(new Argument('[name]', 'name of the schema (default: all schemas)').choices(SCHEMA_NAMES))
      .action(async (name) => {
        const { createJsonSchema } = await import('../../schemas/index.js');
        printResult(
          name === undefined
            ? Object.fromEntries(SCHEMA_NAMES.map((each) => [each, createJsonSchema(each)]))
            : createJsonSchema(name),
        );
      }),
};
