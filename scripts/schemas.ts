/** `npm run schemas`: writes the committed JSON Schemas (`schemas/NAME.json`), and removes files that no longer are schemas. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createJsonSchema, SCHEMA_NAMES } from '../src/schemas/index.js';

const folder = new URL('../schemas/', import.meta.url);

await rm(folder, { recursive: true, force: true });
await mkdir(folder);
for (const name of SCHEMA_NAMES) {
  await writeFile(new URL(`${name}.json`, folder), `${JSON.stringify(createJsonSchema(name), null, 2)}\n`);
}
console.log(`schemas/: ${SCHEMA_NAMES.length} files`);
