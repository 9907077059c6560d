import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConfigError, readConfig, readKeys } from '../../src/configuration/config.js';
import { readTemporalAddress } from '../../src/temporal/connection.js';
import { aKey } from './support/keys.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'idmp-keys-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const KEYS = 'IDMP_ENCRYPTION_KEYS';
const FILE = 'IDMP_ENCRYPTION_KEYS_FILE';
const SECRET = aKey('2026').split(':')[1]!;

function fileWith(text: string): string {
  const path = join(folder, `${Math.random()}`);
  writeFileSync(path, text);
  return path;
}

/** Lists ids and keys, in their order. */
function read(env: NodeJS.ProcessEnv): string[] {
  return readKeys(env).map(({ id, key }) => `${id}:${key.reveal()}`);
}

/** Lists the problems of an environment. */
function problems(env: NodeJS.ProcessEnv): string[] {
  try {
    readKeys(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  throw new Error('the keys were not refused');
}

describe('encryption keys', () => {
  it('are none unless they are set', () => {
    expect(read({})).toEqual([]);
    expect(read({ [KEYS]: '', [FILE]: '' })).toEqual([]);
  });

  it('are read in their order: the first one encrypts', () => {
    const keys = [aKey('2027'), aKey('2026'), aKey('old_key.1-b')];
    expect(read({ [KEYS]: keys.join(',') })).toEqual(keys);
    expect(read({ [KEYS]: ` ${keys.join(' ,\n ')} ` })).toEqual(keys);
  });

  it('may be in a file, one a line, as secrets are mounted', () => {
    const keys = [aKey('2027'), aKey('2026')];
    expect(read({ [FILE]: fileWith(`${keys.join('\n')}\n`) })).toEqual(keys);
    expect(read({ [FILE]: fileWith(keys.join(',')) })).toEqual(keys);
  });

  it('reach each process that connects to Temporal, with an account or without', () => {
    const env = { [KEYS]: aKey('2026') };
    const account = { IDMP_FHIR_BASE_URL: 'https://idmp.example/fhir', IDMP_EDITION: '2026-05' };
    expect(readTemporalAddress(env).encryptionKeys).toMatchObject([{ id: '2026' }]);
    expect(readConfig({ ...env, ...account }).encryptionKeys).toMatchObject([{ id: '2026' }]);
  });

  it('do not show in a printed configuration', () => {
    const { encryptionKeys, ...address } = readTemporalAddress({ [KEYS]: aKey('2026') });
    const shown = inspect({ encryptionKeys, address }, { depth: Infinity, showHidden: true, getters: true });
    expect(shown).toContain('2026');
    expect(shown + JSON.stringify(encryptionKeys)).not.toContain(SECRET);
  });
});

describe('bad encryption keys', () => {
  it.each<[what: string, value: string, problem: RegExp]>([
    ['a key without an id', SECRET, /key 1 of 1 must have the form keyId:base64/],
    ['an empty id', `:${SECRET}`, /key 1 of 1 must have an id/],
    ['id and key in each other’s place', `${SECRET}:2026`, /key 1 of 1 must have an id/],
    ['an id with a blank', `a b:${SECRET}`, /key 1 of 1 must have an id/],
    [
      'a short key',
      `2026:${Buffer.alloc(16, 1).toString('base64')}`,
      /key 1 of 1 must be 32 bytes in base64/,
    ],
    ['a long key', `2026:${Buffer.alloc(33, 1).toString('base64')}`, /key 1 of 1 must be 32 bytes in base64/],
    ['hexadecimal', `2026:${'ab'.repeat(32)}`, /key 1 of 1 must be 32 bytes in base64/],
    ['a key with something behind it', `2026:${SECRET}!`, /key 1 of 1 must be 32 bytes in base64/],
    ['two colons', `2026:1:${SECRET}`, /key 1 of 1 must have the form/],
    ['the same id twice', `${aKey('2026')},${aKey('2026', 'x')}`, /key 2 of 2 has the id of an earlier key/],
    ['a comma too many', `${aKey('2026')},`, /key 2 of 2 must have the form/],
    ['a blank', ' ', /key 1 of 1 must have the form/],
  ])('are refused by place, and repeated nowhere: %s', (_what, value, problem) => {
    for (const env of [{ [KEYS]: value }, { [FILE]: fileWith(value) }]) {
      const found = problems(env);
      expect(found).toEqual([expect.stringMatching(problem)]);
      expect(found[0]).toContain(Object.keys(env)[0]);
      expect(found.join()).not.toContain(SECRET);
    }
  });

  it('are all named at once', () => {
    expect(problems({ [KEYS]: `a:b,${aKey('2026')},c:d` })).toHaveLength(2);
  });

  it('are refused where they are set twice over', () => {
    const env = { [KEYS]: aKey('2026'), [FILE]: fileWith(aKey('2026')) };
    expect(problems(env)).toEqual([
      'IDMP_ENCRYPTION_KEYS and IDMP_ENCRYPTION_KEYS_FILE are both set: keep one',
    ]);
  });

  it('are refused where the file is not there; keys in the place of its path are not repeated', () => {
    for (const path of ['/nowhere/keys', aKey('2026'), folder]) {
      expect(problems({ [FILE]: path })).toEqual([
        'IDMP_ENCRYPTION_KEYS_FILE names a file that cannot be read',
      ]);
    }
  });

  it('an empty file is not a key', () => {
    expect(problems({ [FILE]: fileWith('\n') })).toEqual([expect.stringContaining('key 1 of 1')]);
  });

  it('are named beside everything else that is wrong', () => {
    const env = { [KEYS]: 'a:b', LOG_LEVEL: 'loud' };
    expect(() => readConfig(env)).toThrow(/LOG_LEVEL[^]*IDMP_EDITION[^]*IDMP_ENCRYPTION_KEYS/);
  });
});
