import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readConfig } from '../../src/configuration/config.js';
import { EDITION_NAMES } from '../../src/contract/index.js';
import { SERVER_VERSION } from '../../dev/temporal/versions.js';
import { composeFile, interpolated, mounts, ROOT, text, type Service } from './support/compose-file.js';

// scripts/check-deploy checks the file with the Compose tool. Go builds the tool for minutes, too long for every `npm test`.

const compose = composeFile();
const services = Object.entries(compose.services);
const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => text(`src/${path}`))
  .join('\n');

describe('docker-compose.yml', () => {
  it.each(services)('pins the image of %s, or builds it', (_name, { image = '', build }) => {
    if (build === undefined) expect(image).toMatch(/^[\w./-]+:v?\d+\.\d+(\.\d+)?[\w.-]*$/);
    else expect(text('Dockerfile')).toMatch(new RegExp(`^FROM \\S+ AS ${build.target}$`, 'm'));
  });

  it('has the server and the tools of the version that the tests run on', () => {
    const images = services.map(([, { image = '' }]) => image);
    const ofTemporal = images.filter((image) => /^temporalio\/(server|admin-tools):/.test(image));
    expect(ofTemporal).toHaveLength(3);
    for (const image of ofTemporal) expect(image).toMatch(new RegExp(`:${SERVER_VERSION}(-|$)`));
  });

  it.each(services)(
    'starts %s after services that there are, by a condition that they can meet',
    (_name, service) => {
      for (const [name, { condition, required }] of Object.entries(service.depends_on ?? {})) {
        const other = compose.services[name];
        expect(other).toBeDefined();
        if (condition === 'service_completed_successfully') expect(other!.restart).toBeUndefined();
        else
          expect({ condition, hasHealth: isHealthChecked(other!) }).toEqual({
            condition: 'service_healthy',
            hasHealth: true,
          });
        // Services of a profile must not delay the services that always run.
        if (other!.profiles !== undefined) expect(required).toBe(false);
      }
    },
  );

  it.each(services)('looks after the health of %s, or lets it end', (_name, service) => {
    const isJob = service.restart === undefined;
    expect(isHealthChecked(service)).toBe(!isJob);
  });

  it.each(services)(
    'mounts into %s files that there are, read-only, and volumes that it names',
    (_name, service) => {
      for (const { source, isReadOnly } of mounts(service)) {
        if (!source.startsWith('.')) {
          expect(Object.keys(compose.volumes)).toContain(source);
          continue;
        }
        expect(isReadOnly).toBe(true);
        expect({ source, exists: existsSync(join(ROOT, source)) }).toEqual({ source, exists: true });
      }
    },
  );

  it.each(services)('sets variables of ours in %s that the program reads', (_name, { environment = {} }) => {
    const unknown = Object.keys(environment).filter(
      (name) => name.startsWith('IDMP_') && !sources.includes(name),
    );
    expect(unknown).toEqual([]);
  });

  it.each(['worker', 'setup'])('gives %s a configuration that it takes', (name) => {
    const service = compose.services[name]!;
    const { environment = {} } = service;
    const accounts = mounts(service)[0]!.source;
    const env = Object.fromEntries(
      Object.entries(environment).map(([key, value]) => [key, `${value ?? ''}`]),
    );
    const config = readConfig({
      ...env,
      IDMP_ACCOUNTS_FILE: join(ROOT, accounts),
      IDMP_SUBSCRIPTION_KEY: 'any-key',
    });
    expect([...config.accounts.keys()]).toEqual(['default', ...EDITION_NAMES]);
    for (const { baseUrl } of config.accounts.values()) expect(new URL(baseUrl).host).toBe('sandbox:8080');
    expect(String(environment.IDMP_PLAINTEXT_HOSTS).split(',')).toEqual(['sandbox', 'temporal']);
  });

  it.each(services)('shows %s to this machine alone', (_name, { ports = [] }) => {
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
  });

  it('gives each port of this machine to one service', () => {
    const taken = services.flatMap(([, { ports = [] }]) => ports.map((port) => port.split(':')[1]));
    expect(new Set(taken).size).toBe(taken.length);
  });

  it('has no secret in it: they come from the environment, and go into files', () => {
    const given = services.flatMap(([, { secrets = [] }]) => secrets);
    expect(new Set(given)).toEqual(new Set(Object.keys(compose.secrets)));
    for (const { environment } of Object.values(compose.secrets)) expect(environment).toMatch(/^[A-Z_]+$/);
    for (const [, { environment = {} }] of services) {
      const passwords = Object.entries(environment).filter(([name]) => /PASSWORD|TOKEN/.test(name));
      for (const [, value] of passwords) expect(value).toMatch(/^\/run\/secrets\//);
    }
  });

  it('has its settings in .env.example, with nothing in the place of secrets', () => {
    const example = text('.env.example');
    const asked = [
      ...interpolated(),
      ...Object.values(compose.secrets).map(({ environment }) => environment),
    ];
    for (const name of asked) expect(example).toMatch(new RegExp(`^(# )?${name}=`, 'm'));
    for (const name of ['POSTGRES_PASSWORD', 'GRAFANA_PASSWORD']) {
      expect(example).toMatch(new RegExp(`^${name}=$`, 'm'));
    }
  });
});

describe('the server’s configuration', () => {
  it('reads variables that docker-compose.yml or the native cluster set, or has a default', () => {
    const set = new Set(Object.keys(compose.services.temporal!.environment!));
    // with-password.sh reads it from the secret's file.
    set.add('POSTGRES_PASSWORD');
    const needed = [...text('deploy/temporal/server.yaml').matchAll(/env "([A-Z_]+)"(?! \| default)/g)];
    expect(needed.length).toBeGreaterThan(0);
    for (const [, name] of needed) expect([...set]).toContain(name);
  });

  it('has scripts that the containers may run', () => {
    for (const [, { entrypoint = [], command = [] }] of services) {
      for (const path of [...entrypoint, ...command].filter((each) => each.startsWith('/etc/idmp/'))) {
        const file = join(ROOT, path.replace('/etc/idmp', 'deploy/temporal'));
        expect(statSync(file).mode & 0o111).not.toBe(0);
      }
    }
  });
});

describe('Dockerfile', () => {
  const copied = [...text('Dockerfile').matchAll(/^COPY (?!--from)(.+)$/gm)].flatMap(([, words]) =>
    words!.split(' ').slice(0, -1),
  );

  it('copies what there is, and what .dockerignore lets through', () => {
    const letThrough = text('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    for (const path of copied) {
      expect(existsSync(join(ROOT, path))).toBe(true);
      expect(letThrough.some((each) => path === each || path.startsWith(`${each}/`))).toBe(true);
    }
  });

  it('runs everything as a user other than root', () => {
    for (const target of ['sandbox', 'worker']) {
      const stage = text('Dockerfile')
        .split(new RegExp(`^FROM \\S+ AS ${target}$`, 'm'))[1]!
        .split(/^FROM /m)[0]!;
      expect(stage).toMatch(/^USER (node|1000:1000)$/m);
    }
  });
});

/** Whether a service has a check of its own, or the check of its image. */
function isHealthChecked({ healthcheck, build }: Service): boolean {
  if (healthcheck?.disable === true) return false;
  return healthcheck?.test !== undefined || build !== undefined;
}
