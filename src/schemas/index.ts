export { check } from './check.js';
export { createJsonSchema } from './json-schemas.js';
export { product } from './product.js';
export { polling, requests } from './request.js';
export { SCHEMA_NAMES, type SchemaName } from './schema-names.js';
export { substance } from './substance.js';
