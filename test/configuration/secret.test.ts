import { format, inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import pino from 'pino';
import { Secret } from '../../src/configuration/secret.js';

const VALUE = 'hush-1234';

describe('a secret', () => {
  const secret = new Secret(VALUE);

  it('shows itself to the one who asks', () => {
    expect(secret.reveal()).toBe(VALUE);
  });

  it('says that it is one, where a person looks', () => {
    expect([String(secret), inspect(secret), JSON.stringify(secret)]).toEqual([
      '[secret]',
      '[secret]',
      '"[secret]"',
    ]);
  });

  it.each<[string, () => string]>([
    ['a template', () => `${secret as unknown as string}`],
    ['a concatenation', () => 'key: ' + String(secret)],
    ['JSON', () => JSON.stringify({ key: secret })],
    ['inspect', () => inspect({ key: secret }, { depth: Infinity, showHidden: true, getters: true })],
    ['console', () => format('%s %o %O %j', secret, secret, secret, secret)],
    ['its properties', () => JSON.stringify([Object.entries(secret), Object.getOwnPropertyNames(secret)])],
    ['an error about it', () => inspect(new Error('refused', { cause: { key: secret } }))],
  ])('does not show itself: %s', (_name, shown) => {
    expect(shown()).not.toContain(VALUE);
  });

  it('shows itself in no log', () => {
    const lines: string[] = [];
    const logger = pino({}, { write: (line: string) => void lines.push(line) });
    logger.info({ account: { key: secret } }, 'account %s', secret);
    expect(lines.join()).toContain('account');
    expect(lines.join()).not.toContain(VALUE);
  });

  it('does not come along with a copy', () => {
    expect(JSON.stringify({ ...secret })).not.toContain(VALUE);
    expect(inspect(structuredClone({ ...secret }))).not.toContain(VALUE);
  });
});
