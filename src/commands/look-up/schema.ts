import { jsonSchema, SCHEMA_NAMES, type SchemaName } from '../../schemas/index.js';
import { printResult } from '../terminal/exit.js';

/** `idmp schema [NAME]`: one JSON Schema, or all of them by name. */
export function schema(name: SchemaName | undefined): void {
  printResult(
    name === undefined
      ? Object.fromEntries(SCHEMA_NAMES.map((each) => [each, jsonSchema(each)]))
      : jsonSchema(name),
  );
}
