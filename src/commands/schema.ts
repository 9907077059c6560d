import { jsonSchema, SCHEMA_NAMES, type SchemaName } from '../schemas/index.js';
import { EXIT, Exit, printResult } from './exit.js';

/** `idmp schema [NAME]`: one JSON Schema, or all of them by name. */
export function schema(name: string | undefined): void {
  if (name === undefined) {
    return printResult(Object.fromEntries(SCHEMA_NAMES.map((each) => [each, jsonSchema(each)])));
  }
  if (!isSchemaName(name)) {
    throw new Exit(EXIT.invalid, `there is no schema "${name}"; there are ${SCHEMA_NAMES.join(', ')}`);
  }
  printResult(jsonSchema(name));
}

function isSchemaName(name: string): name is SchemaName {
  return SCHEMA_NAMES.some((each) => each === name);
}
