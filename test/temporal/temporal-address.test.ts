import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConfigError } from '../../src/configuration/config.js';
import { readTemporalAddress } from '../../src/temporal/connection.js';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'idmp-temporal-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

function file(name: string, content: string): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

describe("Temporal's address", () => {
  it('is this machine, without TLS, where nothing is said', () => {
    expect(readTemporalAddress({ TEMPORAL_ADDRESS: '' })).toMatchObject({ namespace: 'default' });
  });

  it('must have TLS elsewhere, or be named', () => {
    const env = { TEMPORAL_ADDRESS: 'temporal.example:7233' };
    expect(() => readTemporalAddress(env)).toThrow(ConfigError);
    expect(() => readTemporalAddress(env)).toThrow(
      /TEMPORAL_ADDRESS .* temporal\.example unencrypted.* IDMP_PLAINTEXT_HOSTS.*TEMPORAL_TLS=true/,
    );
    expect(readTemporalAddress({ ...env, TEMPORAL_TLS: 'true' }).connectionOptions.tls).toBeTruthy();
    const named = readTemporalAddress({ ...env, IDMP_PLAINTEXT_HOSTS: 'temporal.example' });
    expect(named.connectionOptions.address).toBe('temporal.example:7233');
  });

  it('has TLS where there is an API key', () => {
    const { connectionOptions } = readTemporalAddress({
      TEMPORAL_ADDRESS: 'ns.tmprl.example:7233',
      TEMPORAL_API_KEY: 'key-1',
    });
    expect(connectionOptions).toMatchObject({ apiKey: 'key-1', tls: true });
  });

  it('comes from a profile of a configuration file', () => {
    const path = file(
      'temporal.toml',
      '[profile.prod]\naddress = "prod.example:7233"\nnamespace = "idmp"\n[profile.prod.tls]\nserver_name = "prod"\n',
    );
    expect(readTemporalAddress({ TEMPORAL_CONFIG_FILE: path, TEMPORAL_PROFILE: 'prod' })).toMatchObject({
      namespace: 'idmp',
      connectionOptions: { address: 'prod.example:7233', tls: { serverNameOverride: 'prod' } },
    });
  });

  it.each([
    ['is not there', join('nowhere', 'temporal.toml')],
    ['is no TOML', null],
  ])('is refused with a message where its file %s', (_what, path) => {
    const env = {
      TEMPORAL_CONFIG_FILE: path ?? file('bad.toml', '[profile.default\n'),
      TEMPORAL_PROFILE: 'x',
    };
    expect(() => readTemporalAddress(env)).toThrow(ConfigError);
    expect(() => readTemporalAddress(env)).toThrow('TEMPORAL_*');
  });

  it('is refused where a certificate cannot be read', () => {
    const env = {
      TEMPORAL_TLS_CLIENT_CERT_PATH: '/nowhere/cert.pem',
      TEMPORAL_TLS_CLIENT_KEY_PATH: '/nowhere/key.pem',
    };
    expect(() => readTemporalAddress(env)).toThrow(/TEMPORAL_\*: .*\/nowhere\/cert\.pem/);
  });
});
