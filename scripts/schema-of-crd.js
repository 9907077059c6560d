/**
 * Writes the JSON Schema of a custom resource as kubeconform looks for it.
 *
 *     node scripts/schema-of-crd.js CRD.yaml FOLDER
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const [crd, folder] = process.argv.slice(2);
const { spec } = parse(readFileSync(crd, 'utf8'));
for (const { name, schema } of spec.versions) {
  const file = `${spec.names.kind}-${spec.group.split('.')[0]}-${name}.json`.toLowerCase();
  writeFileSync(join(folder, file), JSON.stringify(schema.openAPIV3Schema));
}
