export { check } from './check.js';
export { jsonSchema, SCHEMA_NAMES, type SchemaName } from './json-schemas.js';
export { product } from './product.js';
export { polling, requests } from './request.js';
export { substance } from './substance.js';
