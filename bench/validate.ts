import { readFileSync } from 'node:fs';
import { EDITION_NAMES, type ProductInput } from '../src/contract/index.js';
import { editionNamed } from '../src/editions/index.js';
import { buildRequestTask } from '../src/products/request-task.js';
import { checkTask } from '../src/rules/index.js';
import { check, requests } from '../src/schemas/index.js';
import type { Figure } from './figure.js';

/** Measures how `idmp validate` reads, maps and checks products, without the start of the process. */
export function benchValidate(products: number): Figure[] {
  const file = new URL('../examples/product-combination.json', import.meta.url);
  const example = JSON.parse(readFileSync(file, 'utf8')) as ProductInput;
  return EDITION_NAMES.map((name) => {
    const edition = editionNamed(name);
    const context = { kind: 'phpid' as const, edition, tracking: { system: 'urn:bench', value: 'bench' } };
    const started = performance.now();
    for (let index = 0; index < products; index += 1) {
      const product = { ...example, identifier: { ...example.identifier, value: `BENCH-${index}` } };
      const { value } = check(requests.phpid, { product });
      const { task } = buildRequestTask(value!, { ...context, now: new Date().toISOString() });
      const errors = checkTask(task, name, 'phpid').filter(({ severity }) => severity === 'error');
      if (errors.length > 0) throw new Error(`the example is not valid in ${name}: ${errors[0]?.text}`);
    }
    const seconds = (performance.now() - started) / 1000;
    return { name: `idmp validate, ${products} products, edition ${name}`, value: seconds, unit: 's' };
  });
}
