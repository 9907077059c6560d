import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Resource } from 'fhir/r5';
import { EDITION_NAMES, type EditionName } from '../../sandbox/editions/index.js';
import type { Sandbox } from '../../sandbox/index.js';
import { startSandbox } from '../../sandbox/index.js';
import { Client, errorsOf } from './support/client.js';
import { breaches, type Profile } from './support/snapshot.js';

const GUIDE = join(import.meta.dirname, '../../../shared/ig');
const present = existsSync(GUIDE);
const ifPresent = present ? it : it.skip;
const why = present ? '' : ' (skipped: the guide is not beside this checkout, at ../shared/ig)';

const TEMPLATES: [EditionName, string][] = [
  ['2025-01', 'phpid'],
  ['2025-01', 'gsid'],
  ['2025-03', 'phpid'],
  ['2026-04-poc', 'phpid'],
  ['2026-05', 'phpid'],
];

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ pace: [{ status: 'completed' }] });
});
afterAll(() => sandbox.close());

/** Reads a template; the one of 2026-04-poc names two profiles that do not exist, and the true ids replace them here. */
function template(edition: EditionName, kind: string): string {
  const text = readTemplate(edition, kind);
  if (edition !== '2026-04-poc') return text;
  return text.replace(/(MedicinalProductDefinition|Ingredient)-phpid-req/g, '$1-req');
}

const readTemplate = (edition: EditionName, kind: string): string =>
  readFileSync(join(GUIDE, edition, 'examples', `task-Template-${kind}.json`), 'utf8');

/** Lists the constraints of the claimed published profile that a resource breaks. */
function breachesOf(edition: EditionName, resource: Resource): string[] {
  const id = resource.meta?.profile?.[0]?.split('/').at(-1) ?? '';
  const file = join(GUIDE, edition, 'snapshots', `StructureDefinition-${id}.json`);
  return breaches(JSON.parse(readFileSync(file, 'utf8')) as Profile, resource);
}

describe.each(TEMPLATES)(`the guide's own Task of edition %s, %s${why}`, (edition, kind) => {
  const client = (): Client => new Client(sandbox, edition);

  ifPresent('is valid as it stands', async () => {
    const { json } = await client().validate(template(edition, kind));
    expect(errorsOf(json)).toEqual([]);
    expect(json.issue[0]?.severity).toBe('information');
  });

  ifPresent('fails in every other edition', async () => {
    const accepting = await Promise.all(
      EDITION_NAMES.map(async (other) => {
        const { json } = await new Client(sandbox, other).validate(template(edition, kind));
        return errorsOf(json).length > 0 ? [] : [other];
      }),
    );
    expect(accepting.flat()).toEqual([edition]);
  });

  ifPresent('is answered with what the published profiles demand', async () => {
    const { json, status } = await client().submit(template(edition, kind));
    expect(status).toBe(201);
    expect(json.status).toBe('completed');
    expect(breachesOf(edition, json)).toEqual([]);
    const { lastModified: _lastModified, ...spoilt } = json;
    expect(breachesOf(edition, spoilt)).toEqual(['Task.lastModified: 0 of at least 1']);
    const references = (json.output ?? []).flatMap(({ valueReference }) => valueReference?.reference ?? []);
    const substances = new Set<string>();
    expect(references.length).toBeGreaterThan(0);
    for (const reference of references) {
      const { json: resource, text } = await client().ask<Resource & { contained?: Resource[] }>(
        'GET',
        `/${reference}`,
      );
      expect(breachesOf(edition, resource)).toEqual([]);
      for (const contained of resource.contained ?? []) {
        if (contained.meta?.profile) expect(breachesOf(edition, contained)).toEqual([]);
      }
      for (const [found] of text.matchAll(/SubstanceDefinition\/[A-Z0-9]+/g)) substances.add(found);
    }
    for (const reference of substances) {
      expect(breachesOf(edition, (await client().ask<Resource>('GET', `/${reference}`)).json)).toEqual([]);
    }
    const product = json.output?.at(-1)?.valueReference?.identifier?.value;
    if (product !== undefined) {
      const record = await client().ask<Resource>('GET', `/MedicinalProductDefinition/${product}`);
      expect(breachesOf(edition, record.json)).toEqual([]);
    }
  });
});

describe(`the template of edition 2026-04-poc as published${why}`, () => {
  ifPresent('fails with two errors, for the profiles that do not exist', async () => {
    const { json } = await new Client(sandbox, '2026-04-poc').validate(readTemplate('2026-04-poc', 'phpid'));
    expect(errorsOf(json)).toEqual([
      expect.stringMatching(
        /^Task\.contained\[0\]\.meta\.profile\[0\]: .*MedicinalProductDefinition-phpid-req/,
      ),
      expect.stringMatching(/^Task\.contained\[1\]\.meta\.profile\[0\]: .*Ingredient-phpid-req/),
    ]);
  });

  ifPresent('passes where contained resources name no profile', async () => {
    const task = JSON.parse(readTemplate('2026-04-poc', 'phpid')) as { contained: { meta?: unknown }[] };
    for (const resource of task.contained) delete resource.meta;
    const { json } = await new Client(sandbox, '2026-04-poc').validate(task);
    expect(errorsOf(json)).toEqual([]);
  });
});
