import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import type { Figure } from './figure.js';
import { benchValidate } from './validate.js';

/** `npm run bench`: measures, prints a table, and with `--json` one JSON object. */
function main(): void {
  const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
  const figures: Figure[] = benchValidate();
  if (values.json) {
    process.stdout.write(`${JSON.stringify({ machine, figures })}\n`);
    return;
  }
  const width = Math.max(...figures.map(({ name }) => name.length));
  process.stdout.write(`${machine}\n\n`);
  for (const { name, value, unit } of figures) {
    process.stdout.write(`${name.padEnd(width)}  ${value.toFixed(2).padStart(8)} ${unit}\n`);
  }
}

main();
