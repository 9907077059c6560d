import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EDITION_NAMES } from '../../src/contract/index.js';
import type { Verdict } from '../../src/commands/look-up/validate-file.js';
import { minimalProduct } from '../products/support/requests.js';
import { idmpInProcess, type Ended } from '../support/idmp-in-process.js';
import { run } from '../support/processes.js';

const EXAMPLES = new URL('../../examples/', import.meta.url);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'idmp-validate-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const validate = (args: string[], env: Record<string, string> = {}): Promise<Ended> =>
  idmpInProcess(['validate', ...args], env);

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const verdictOf = ({ stdout }: Ended): Verdict => JSON.parse(stdout) as Verdict;
const linesOf = ({ stdout }: Ended): (Verdict & { line: number })[] =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Verdict & { line: number });

describe('idmp validate', () => {
  it.each(EDITION_NAMES)(
    'finds a good product valid in %s, without configuration or server',
    async (edition) => {
      const ended = await validate([
        file('product.json', JSON.stringify(minimalProduct)),
        '--edition',
        edition,
      ]);
      expect(verdictOf(ended)).toEqual({ valid: true, edition, kind: 'phpid', issues: [] });
      expect(ended.code).toBe(0);
      expect(ended.stderr).toContain(`is a valid PhPID request for edition ${edition}`);
    },
  );

  it('names what is wrong with the Task, and leaves with 2', async () => {
    const task = JSON.parse(
      readFileSync(new URL('../../examples/task-phpid.json', import.meta.url), 'utf8'),
    ) as {
      contained: { resourceType: string; attachedDocument?: unknown; role?: unknown }[];
    };
    for (const resource of task.contained) {
      delete resource.attachedDocument;
      delete resource.role;
    }
    const ended = await validate([file('task.json', JSON.stringify(task)), '--edition', '2026-05']);
    expect(ended.code).toBe(2);
    const { valid, issues } = verdictOf(ended);
    expect(valid).toBe(false);
    expect(issues.map(({ code, expression }) => `${code} ${expression[0]}`)).toEqual([
      'required Task.contained[0].attachedDocument',
      'required Task.contained[1].role',
    ]);
    expect(ended.stderr).toMatch(/✗ Task\.contained\[1\]\.role: is missing/);
  });

  it('names what is wrong with the form of a product', async () => {
    const { names: _names, ...product } = minimalProduct;
    const ended = await validate([file('nameless.json', JSON.stringify(product)), '--edition', '2026-05']);
    expect(ended.code).toBe(2);
    expect(verdictOf(ended).issues.map(({ expression }) => expression[0])).toEqual(['product.names']);
  });

  it('says that an edition has no GSID requests', async () => {
    const path = file('substance.json', JSON.stringify({ name: 'Hushamide', language: 'en' }));
    expect(verdictOf(await validate([path, '--edition', '2025-01']))).toMatchObject({
      valid: true,
      kind: 'gsid',
    });
    const ended = await validate([path, '--edition', '2026-05']);
    expect(ended.code).toBe(2);
    expect(verdictOf(ended).issues[0]).toMatchObject({ severity: 'error', code: 'not-supported' });
  });

  it('checks each line of an NDJSON file', async () => {
    const path = file(
      'products.ndjson',
      [
        JSON.stringify(minimalProduct),
        '',
        '{"identifier":',
        JSON.stringify({ ...minimalProduct, documents: [] }),
      ].join('\n'),
    );
    const ended = await validate([path, '--edition', '2025-03']);
    expect(ended.code).toBe(2);
    expect(linesOf(ended).map(({ line, valid }) => [line, valid])).toEqual([
      [1, true],
      [3, false],
      [4, false],
    ]);
    expect(ended.stderr).toContain('1 valid, 2 invalid');
  });

  it('takes the edition from the account, and a request from stdin, as a process', async () => {
    const env = { IDMP_FHIR_BASE_URL: 'http://127.0.0.1:1/fhir', IDMP_EDITION: '2025-03' };
    const process = run('src/starter.ts', ['validate', '-'], env, JSON.stringify(minimalProduct));
    const { code } = await process.ended;
    expect(JSON.parse(process.stdout())).toMatchObject({ valid: true, edition: '2025-03' });
    expect(code).toBe(0);
  });

  it('requires the edition where it is unknown, and an account that exists', async () => {
    const path = file('some.json', JSON.stringify(minimalProduct));
    const nothing = await validate([path]);
    expect(nothing).toMatchObject({ code: 2, stdout: '' });
    expect(nothing.stderr).toContain(`--edition ${EDITION_NAMES.join(', ')}`);
    const env = { IDMP_FHIR_BASE_URL: 'http://127.0.0.1:1/fhir', IDMP_EDITION: '2025-03' };
    const unknown = await validate([path, '--account', 'nobody'], env);
    expect(unknown).toMatchObject({ code: 2, stdout: '' });
    expect(unknown.stderr).toContain('account "nobody" does not exist');
  });

  it('finds the examples of this project valid in some edition', async () => {
    const examples = readdirSync(EXAMPLES).filter((name) => name.endsWith('.json'));
    for (const name of examples) {
      const codes: number[] = [];
      for (const edition of EDITION_NAMES) {
        codes.push((await validate([fileURLToPath(new URL(name, EXAMPLES)), '--edition', edition])).code);
      }
      expect([name, codes.includes(0)]).toEqual([name, true]);
    }
  });
});
