import { describe, expect, it } from '@jest/globals';
import { ConfigError, readConfig } from '../../src/configuration/config.js';
import { mayBePlaintext } from '../../src/configuration/plaintext.js';

describe('a connection without TLS', () => {
  it.each(['localhost', 'LOCALHOST', 'idmp.localhost', '127.0.0.1', '127.8.9.1', '::1', '[::1]'])(
    'may stay on this machine: %s',
    (host) => expect(mayBePlaintext(host, [])).toBe(true),
  );

  it.each([
    'idmp.example',
    'localhost.example',
    '10.0.0.1',
    '128.0.0.1',
    '127.0.0.1.example',
    '[2001:db8::1]',
  ])('may not leave it: %s', (host) => expect(mayBePlaintext(host, [])).toBe(false));

  it('may go to a host that is named, and to no other', () => {
    expect(mayBePlaintext('Sandbox', ['sandbox'])).toBe(true);
    expect(mayBePlaintext('[2001:db8::1]', ['2001:db8::1'])).toBe(true);
    expect(mayBePlaintext('idmp.sandbox', ['sandbox'])).toBe(false);
  });
});

describe('an account whose address is http', () => {
  const env = { IDMP_FHIR_BASE_URL: 'http://idmp.example/fhir', IDMP_EDITION: '2026-05' };

  it('stops the process, with the host and the remedy', () => {
    expect(() => readConfig({ ...env, IDMP_SUBSCRIPTION_KEY: 'key-1' })).toThrow(
      'account "default" would send keys and products to idmp.example unencrypted. Use TLS, or add idmp.example to IDMP_PLAINTEXT_HOSTS',
    );
  });

  it('is taken where its host is named', () => {
    const config = readConfig({ ...env, IDMP_PLAINTEXT_HOSTS: 'temporal, IDMP.example' });
    expect(config.accounts.get('default')?.baseUrl).toBe('http://idmp.example/fhir');
  });

  it('is not taken because an address is in the place of a name', () => {
    const named = { ...env, IDMP_PLAINTEXT_HOSTS: 'http://idmp.example' };
    expect(() => readConfig(named)).toThrow(ConfigError);
    expect(() => readConfig(named)).toThrow(/IDMP_PLAINTEXT_HOSTS.*names of hosts/);
  });
});
