import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readCodecServerSettings } from '../../src/codec-server/index.js';
import { ConfigError } from '../../src/configuration/config.js';
import { aKey } from '../encryption/support/keys.js';

const TOKEN = 'a-token-of-some-length-0123456789abcdef';
const GOOD = {
  IDMP_ENCRYPTION_KEYS: aKey('a'),
  IDMP_CODEC_TOKEN: TOKEN,
  IDMP_CODEC_UI_ORIGIN: 'https://temporal.example.org/',
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'idmp-codec-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function problems(env: NodeJS.ProcessEnv): string[] {
  try {
    readCodecServerSettings(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  throw new Error('the settings were not refused');
}

describe('the settings of the codec server', () => {
  it('have an address of this machine alone, unless one is given', () => {
    const settings = readCodecServerSettings(GOOD);
    expect(settings).toMatchObject({
      address: { host: '127.0.0.1', port: 8234 },
      uiOrigin: 'https://temporal.example.org',
      keys: [{ id: 'a' }],
    });
    expect(settings.token.reveal()).toBe(TOKEN);
    expect(inspect(settings, { depth: Infinity, showHidden: true })).not.toContain(TOKEN);
  });

  it.each([
    ['0.0.0.0:80', '0.0.0.0', 80],
    ['[::1]:8234', '::1', 8234],
    ['localhost:8080', 'localhost', 8080],
  ])('take an address: %s', (address, host, port) => {
    expect(readCodecServerSettings({ ...GOOD, IDMP_CODEC_ADDRESS: address })).toMatchObject({
      address: { host, port },
    });
  });

  it('take the token from a file', () => {
    const path = join(folder, 'token');
    writeFileSync(path, `${TOKEN}\n`);
    const { IDMP_CODEC_TOKEN: _, ...rest } = GOOD;
    const { token } = readCodecServerSettings({ ...rest, IDMP_CODEC_TOKEN_FILE: path });
    expect(token.reveal()).toBe(TOKEN);
  });

  it('are refused with everything that is missing', () => {
    const found = problems({});
    for (const name of ['IDMP_ENCRYPTION_KEYS', 'IDMP_CODEC_TOKEN', 'IDMP_CODEC_UI_ORIGIN']) {
      expect(found.join('\n')).toContain(name);
    }
    expect(found).toHaveLength(3);
  });

  it.each<[name: string, value: string]>([
    ['IDMP_CODEC_TOKEN', 'too-short'],
    ['IDMP_CODEC_TOKEN', `${TOKEN} ${TOKEN}`],
    ['IDMP_CODEC_TOKEN_FILE', '/nowhere'],
    ['IDMP_CODEC_UI_ORIGIN', '*'],
    ['IDMP_CODEC_UI_ORIGIN', 'localhost:8233'],
    ['IDMP_CODEC_UI_ORIGIN', 'https://temporal.example.org/namespaces'],
    ['IDMP_CODEC_UI_ORIGIN', 'file:///ui'],
    ['IDMP_CODEC_ADDRESS', '8234'],
    ['IDMP_CODEC_ADDRESS', 'localhost:99999'],
    ['IDMP_ENCRYPTION_KEYS', 'a:b'],
  ])('refuse %s=%s, without repeating it', (name, value) => {
    const found = problems({ ...GOOD, [name]: value });
    expect(found).toEqual([expect.stringContaining(name)]);
    if (name.includes('TOKEN')) expect(found.join()).not.toContain(value);
  });
});
