/** Names of the JSON Schemas: the contract's types in kebab case. The file does not load zod, so that the command line starts quickly. */
export const SCHEMA_NAMES = [
  'product',
  'substance',
  'request-phpid',
  'request-gsid',
  'phpid-result',
  'gsid-result',
  'request-status',
  'cancel-request',
  'task-change',
  'failure-type',
  'failure-details',
  'backfill-input',
  'add-requests',
  'page-verdict',
  'backfill-progress',
  'backfill-result',
  'sweep-input',
  'sweep-result',
] as const;

export type SchemaName = (typeof SCHEMA_NAMES)[number];
