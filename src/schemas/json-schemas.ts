import { z } from 'zod';
import { product } from './product.js';
import { requests } from './request.js';
import { substance } from './substance.js';

const schemas = {
  product: { title: 'A medicinal product in the simple form', schema: product },
  substance: { title: 'A substance in the simple form', schema: substance },
  'request-phpid': { title: 'Input of the workflow requestPhpid', schema: requests.phpid },
  'request-gsid': { title: 'Input of the workflow requestGsid', schema: requests.gsid },
} satisfies Record<string, { title: string; schema: z.ZodType }>;

export type SchemaName = keyof typeof schemas;
export const SCHEMA_NAMES = Object.keys(schemas) as SchemaName[];

/** JSON Schema (draft 2020-12) of an input; rules that JSON Schema cannot say are in its descriptions' sources. */
export function jsonSchema(name: SchemaName): Record<string, unknown> {
  const { title, schema } = schemas[name];
  return { title, ...z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) };
}
