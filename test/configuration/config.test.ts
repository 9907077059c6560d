import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConfigError, readConfig } from '../../src/configuration/config.js';

let directory: string;
let files = 0;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'idmp-config-'));
});

afterAll(() => rmSync(directory, { recursive: true }));

/** An accounts file with this content: text as it stands, everything else as JSON. */
function accountsFile(content: unknown): string {
  files += 1;
  const path = join(directory, `accounts-${files}.json`);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const ONE = { IDMP_FHIR_BASE_URL: 'https://idmp.example/fhir', IDMP_EDITION: '2026-05' };
const ACCOUNT = { baseUrl: 'https://idmp.example/fhir', edition: '2026-05' };

/** The error that this environment is refused with. */
function refusal(env: NodeJS.ProcessEnv): ConfigError {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('the configuration was not refused');
}

describe('an address of the process itself', () => {
  it('is host:port, of a name, of IPv4 and of IPv6', () => {
    const config = readConfig({
      ...ONE,
      IDMP_METRICS_ADDRESS: '0.0.0.0:9464',
      IDMP_HEALTH_ADDRESS: '[::1]:8080',
    });
    expect(config.metricsAddress).toEqual({ host: '0.0.0.0', port: 9464 });
    expect(config.healthAddress).toEqual({ host: '::1', port: 8080 });
    const { healthAddress, ...none } = readConfig({ ...ONE, IDMP_HEALTH_ADDRESS: 'localhost:1' });
    expect(healthAddress).toEqual({ host: 'localhost', port: 1 });
    expect(none.metricsAddress).toBeUndefined();
  });

  it.each([
    '9464',
    ':9464',
    'localhost',
    'localhost:',
    'localhost:0',
    'localhost:65536',
    '::1:9464',
    'http://a:1',
  ])('is not %s', (address) => {
    const { problems } = refusal({ ...ONE, IDMP_METRICS_ADDRESS: address, IDMP_HEALTH_ADDRESS: address });
    expect(problems).toEqual([
      'IDMP_METRICS_ADDRESS must be host:port, as in 0.0.0.0:9464 or [::]:9464',
      'IDMP_HEALTH_ADDRESS must be host:port, as in 0.0.0.0:9464 or [::]:9464',
    ]);
  });

  it('is not that of another one', () => {
    const { problems } = refusal({ ...ONE, IDMP_METRICS_ADDRESS: 'a:1', IDMP_HEALTH_ADDRESS: 'a:1' });
    expect(problems).toEqual([expect.stringMatching('IDMP_HEALTH_ADDRESS must differ')]);
  });
});

describe('the limits of a worker', () => {
  it('are whole numbers that leave it able to work', () => {
    const set = { IDMP_MAX_CACHED_WORKFLOWS: '300', IDMP_SHUTDOWN_SECONDS: '55' };
    expect(readConfig({ ...ONE, ...set })).toMatchObject({ maxCachedWorkflows: 300, shutdownSeconds: 55 });
    const { problems } = refusal({ ...ONE, IDMP_MAX_CACHED_WORKFLOWS: '0', IDMP_SHUTDOWN_SECONDS: '2.5' });
    expect(problems).toEqual([
      'IDMP_MAX_CACHED_WORKFLOWS must be 1 or more',
      'IDMP_SHUTDOWN_SECONDS must be a whole number',
    ]);
  });
});

describe('the configuration of one account', () => {
  it('has a default for everything that may be left out', () => {
    const config = readConfig(ONE);
    expect(config).toMatchObject({
      trackingSystem: 'urn:idmp-worker:request',
      taskQueue: 'idmp',
      fhirTaskQueue: 'idmp-fhir',
      maxFhirCallsPerSecond: 20,
      maxCachedWorkflows: 1_000,
      shutdownSeconds: 25,
      workerRole: 'all',
      logLevel: 'info',
      encryptionKeys: [],
    });
    expect([...config.accounts]).toEqual([
      [
        'default',
        {
          name: 'default',
          baseUrl: 'https://idmp.example/fhir',
          edition: '2026-05',
          subscriptionKey: null,
          apiVersion: null,
          polling: {},
          cancellation: null,
        },
      ],
    ]);
  });

  it('takes every variable', () => {
    const config = readConfig({
      IDMP_FHIR_BASE_URL: ' http://localhost:8080/2025-01/ ',
      IDMP_EDITION: '2025-01',
      IDMP_SUBSCRIPTION_KEY: 'key-1',
      IDMP_API_VERSION: '1.0',
      IDMP_TRACKING_SYSTEM: 'https://acme.example/requests',
      IDMP_TASK_QUEUE: 'requests',
      IDMP_FHIR_TASK_QUEUE: 'calls',
      IDMP_MAX_FHIR_CALLS_PER_SECOND: '0.5',
      IDMP_WORKER_ROLE: 'fhir',
      LOG_LEVEL: 'debug',
    });
    expect(config).toMatchObject({
      trackingSystem: 'https://acme.example/requests',
      taskQueue: 'requests',
      fhirTaskQueue: 'calls',
      maxFhirCallsPerSecond: 0.5,
      workerRole: 'fhir',
      logLevel: 'debug',
    });
    const account = config.accounts.get('default');
    expect(account).toMatchObject({
      baseUrl: 'http://localhost:8080/2025-01',
      edition: '2025-01',
      apiVersion: '1.0',
    });
    expect(account?.subscriptionKey?.reveal()).toBe('key-1');
  });

  it('takes a variable that is set to nothing for one that is not set', () => {
    const empty = Object.fromEntries(
      [
        'IDMP_SUBSCRIPTION_KEY',
        'IDMP_API_VERSION',
        'IDMP_ACCOUNTS_FILE',
        'IDMP_TRACKING_SYSTEM',
        'IDMP_TASK_QUEUE',
        'IDMP_FHIR_TASK_QUEUE',
        'IDMP_MAX_FHIR_CALLS_PER_SECOND',
        'IDMP_WORKER_ROLE',
        'IDMP_ENCRYPTION_KEYS',
        'IDMP_ENCRYPTION_KEYS_FILE',
        'TEMPORAL_DEPLOYMENT_NAME',
        'TEMPORAL_WORKER_BUILD_ID',
        'LOG_LEVEL',
      ].map((name) => [name, '']),
    );
    expect(readConfig({ ...ONE, ...empty })).toEqual(readConfig(ONE));
  });
});

describe('a bad configuration', () => {
  it.each<[variable: string, value: string, remedy: RegExp]>([
    ['IDMP_FHIR_BASE_URL', 'idmp.example', /http or https address/],
    ['IDMP_FHIR_BASE_URL', 'ftp://idmp.example', /http or https address/],
    ['IDMP_FHIR_BASE_URL', 'https://idmp.example/fhir?a=b', /without query/],
    ['IDMP_FHIR_BASE_URL', 'https://idmp.example/fhir#a', /fragment/],
    ['IDMP_FHIR_BASE_URL', 'https://someone@idmp.example/fhir', /user/],
    ['IDMP_FHIR_BASE_URL', 'https://:word@idmp.example/fhir', /user/],
    ['IDMP_EDITION', '2024-01', /"2025-01" or "2025-03" or .*"2026-05"/],
    ['IDMP_SUBSCRIPTION_KEY', 'two words', /printable ASCII/],
    ['IDMP_SUBSCRIPTION_KEY', 'line\r\nX-Evil: 1', /printable ASCII/],
    ['IDMP_API_VERSION', '1.\u00b2', /printable ASCII/],
    ['IDMP_TRACKING_SYSTEM', 'requests', /absolute URI/],
    ['IDMP_TASK_QUEUE', '  ', /must not be empty/],
    ['IDMP_MAX_FHIR_CALLS_PER_SECOND', 'many', /must be a number/],
    ['IDMP_MAX_FHIR_CALLS_PER_SECOND', '0', /greater than 0/],
    ['IDMP_MAX_FHIR_CALLS_PER_SECOND', 'Infinity', /number/],
    ['IDMP_WORKER_ROLE', 'boss', /"all" or "workflows" or "fhir"/],
    ['LOG_LEVEL', 'loud', /"info"/],
  ])('is refused: %s=%j', (variable, value, remedy) => {
    const { problems } = refusal({ ...ONE, [variable]: value });
    expect(problems).toEqual([expect.stringMatching(remedy)]);
    expect(problems[0]).toMatch(new RegExp(`^${variable} `));
  });

  it('is refused where nothing is set, and says what to set', () => {
    const { message } = refusal({});
    for (const name of ['IDMP_FHIR_BASE_URL', 'IDMP_EDITION', 'IDMP_ACCOUNTS_FILE']) {
      expect(message).toContain(name);
    }
  });

  it.each(['IDMP_FHIR_BASE_URL', 'IDMP_EDITION'])('is refused where %s alone is missing', (missing) => {
    const { problems } = refusal({ ...ONE, [missing]: undefined });
    expect(problems).toEqual([expect.stringMatching(new RegExp(`^${missing} is missing`))]);
  });

  it('is refused where both kinds of work share a queue: the rate limit would hit workflows', () => {
    const { problems } = refusal({ ...ONE, IDMP_TASK_QUEUE: 'one', IDMP_FHIR_TASK_QUEUE: 'one' });
    expect(problems).toEqual([expect.stringMatching(/IDMP_FHIR_TASK_QUEUE.*IDMP_TASK_QUEUE/)]);
  });

  it('is refused in one message that names every bad field, wherever it stands', () => {
    const { message } = refusal({
      LOG_LEVEL: 'loud',
      IDMP_WORKER_ROLE: 'boss',
      IDMP_EDITION: '2026-05',
      IDMP_TASK_QUEUE: 'one',
      IDMP_FHIR_TASK_QUEUE: 'one',
      IDMP_ACCOUNTS_FILE: accountsFile({ acme: { ...ACCOUNT, edition: '1999' } }),
    });
    for (const name of [
      'LOG_LEVEL',
      'IDMP_WORKER_ROLE',
      'IDMP_FHIR_BASE_URL',
      'IDMP_FHIR_TASK_QUEUE',
      'acme.edition',
    ]) {
      expect(message).toContain(name);
    }
  });
});

describe('the version of a worker', () => {
  const VERSION = { TEMPORAL_DEPLOYMENT_NAME: 'idmp-worker', TEMPORAL_WORKER_BUILD_ID: '1.2.0-3f2a' };

  it('is none by default: worker versioning is off', () => {
    expect(readConfig(ONE)).not.toHaveProperty('deployment');
  });

  it('is what the variables of Temporal’s Worker Controller say', () => {
    expect(readConfig({ ...ONE, ...VERSION }).deployment).toEqual({
      deploymentName: 'idmp-worker',
      buildId: '1.2.0-3f2a',
    });
  });

  it.each([
    ['TEMPORAL_DEPLOYMENT_NAME', 'TEMPORAL_WORKER_BUILD_ID'],
    ['TEMPORAL_WORKER_BUILD_ID', 'TEMPORAL_DEPLOYMENT_NAME'],
  ])('is refused where %s is missing and %s is set', (missing, given) => {
    const { problems } = refusal({ ...ONE, ...VERSION, [missing]: '' });
    expect(problems).toEqual([
      `${missing} is missing, but ${given} is set: set both for versioned workers, or neither for unversioned ones`,
    ]);
  });

  it.each(['idmp.worker', 'idmp:worker'])('is refused with the deployment name %j', (name) => {
    const { problems } = refusal({ ...ONE, ...VERSION, TEMPORAL_DEPLOYMENT_NAME: name });
    expect(problems).toEqual([
      expect.stringMatching(/^TEMPORAL_DEPLOYMENT_NAME must not have a dot or a colon/),
    ]);
  });
});

describe('the accounts file', () => {
  const withFile = (content: unknown, env: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
    IDMP_ACCOUNTS_FILE: accountsFile(content),
    ...env,
  });

  it('names several accounts, with everything that an account has', () => {
    const { accounts } = readConfig(
      withFile({
        acme: {
          baseUrl: 'https://acme.example/fhir/',
          edition: '2025-01',
          subscriptionKey: 'acme-key',
          apiVersion: '1.0',
          polling: { maximumSeconds: 60 },
          cancellation: 'none',
        },
        quiet: ACCOUNT,
      }),
    );
    expect([...accounts.keys()]).toEqual(['acme', 'quiet']);
    expect(accounts.get('acme')).toMatchObject({
      name: 'acme',
      baseUrl: 'https://acme.example/fhir',
      edition: '2025-01',
      apiVersion: '1.0',
      polling: { maximumSeconds: 60 },
      cancellation: 'none',
    });
    expect(accounts.get('acme')?.subscriptionKey?.reveal()).toBe('acme-key');
    expect(accounts.get('quiet')?.subscriptionKey).toBeNull();
  });

  it('may leave keys to the environment', () => {
    const { accounts } = readConfig(
      withFile({ acme: { ...ACCOUNT, subscriptionKeyEnv: 'ACME_KEY' } }, { ACME_KEY: ' acme-key ' }),
    );
    expect(accounts.get('acme')?.subscriptionKey?.reveal()).toBe('acme-key');
  });

  it('stands beside the account of the environment', () => {
    const { accounts } = readConfig({ ...ONE, ...withFile({ acme: ACCOUNT }) });
    expect([...accounts.keys()].sort()).toEqual(['acme', 'default']);
  });

  it.each([undefined, '', '  ', 'two words'])('is refused where the variable with the key is %j', (value) => {
    const { problems } = refusal(
      withFile({ acme: { ...ACCOUNT, subscriptionKeyEnv: 'ACME_KEY' } }, { ACME_KEY: value }),
    );
    expect(problems).toEqual([
      expect.stringMatching(/^IDMP_ACCOUNTS_FILE: acme\.subscriptionKeyEnv .*ACME_KEY/),
    ]);
  });

  it.each<[what: string, content: unknown, problem: RegExp]>([
    ['no JSON', '{"acme": {"subscriptionKey": "acme-key"', /is not JSON/],
    ['a list', [], /must be an object/],
    ['text', '"acme"', /must be an object/],
    ['nothing', {}, /does not have any accounts/],
    ['no base', { acme: { edition: '2026-05' } }, /acme\.baseUrl is missing/],
    ['no edition', { acme: { baseUrl: ACCOUNT.baseUrl } }, /acme\.edition is missing/],
    ['another edition', { acme: { ...ACCOUNT, edition: '2024' } }, /acme\.edition must be/],
    [
      'a field that nobody knows',
      { acme: { ...ACCOUNT, key: 'acme-key' } },
      /acme\.key is not a known field/,
    ],
    [
      'a bad schedule',
      { acme: { ...ACCOUNT, polling: { factor: 0 } } },
      /acme\.polling\.factor must be at least 1/,
    ],
    ['another way to cancel', { acme: { ...ACCOUNT, cancellation: 'burn' } }, /acme\.cancellation must be/],
    [
      'a bad key',
      { acme: { ...ACCOUNT, subscriptionKey: 'acme-key acme-key' } },
      /acme\.subscriptionKey must be/,
    ],
    [
      'two keys',
      { acme: { ...ACCOUNT, subscriptionKey: 'acme-key', subscriptionKeyEnv: 'ACME_KEY' } },
      /acme has both subscriptionKey and subscriptionKeyEnv/,
    ],
  ])('is refused with %s; the message repeats no key', (_what, content, problem) => {
    const error = refusal(withFile(content));
    expect(error.problems).toEqual([expect.stringMatching(problem)]);
    expect(error.problems[0]).toMatch(/^IDMP_ACCOUNTS_FILE: /);
    expect(inspect(error, { depth: Infinity })).not.toContain('acme-key');
  });

  it('is refused where it is not there', () => {
    const { problems } = refusal({ IDMP_ACCOUNTS_FILE: join(directory, 'nowhere.json') });
    expect(problems).toEqual([expect.stringMatching(/IDMP_ACCOUNTS_FILE: .*nowhere\.json cannot be read/)]);
  });

  it('is refused where it names the account that the environment has', () => {
    const { problems } = refusal({ ...ONE, ...withFile({ default: ACCOUNT }) });
    expect(problems).toEqual([expect.stringMatching(/IDMP_FHIR_BASE_URL and IDMP_ACCOUNTS_FILE.*"default"/)]);
  });

  it('is refused with every problem of every account', () => {
    const { message } = refusal(
      withFile({
        acme: { ...ACCOUNT, edition: '2024' },
        quiet: { ...ACCOUNT, baseUrl: 'nowhere' },
        third: { ...ACCOUNT, subscriptionKeyEnv: 'UNSET_KEY' },
      }),
    );
    for (const place of ['acme.edition', 'quiet.baseUrl', 'third.subscriptionKeyEnv']) {
      expect(message).toContain(place);
    }
  });
});

describe('keys', () => {
  const KEY = 'k3y-that-must-not-leak';

  it('are shown by nothing that shows the configuration', () => {
    const path = accountsFile({ acme: { ...ACCOUNT, subscriptionKey: `${KEY}-2` } });
    const config = readConfig({ ...ONE, IDMP_SUBSCRIPTION_KEY: KEY, IDMP_ACCOUNTS_FILE: path });
    const shown = inspect(config, { depth: Infinity, showHidden: true, getters: true });
    expect(shown).toContain('acme');
    expect(shown).not.toContain(KEY);
    expect(JSON.stringify([...config.accounts])).not.toContain(KEY);
  });

  it('are in no message, however wrong they are', () => {
    const error = refusal({ ...ONE, IDMP_SUBSCRIPTION_KEY: `${KEY} ${KEY}`, LOG_LEVEL: 'loud' });
    expect(`${inspect(error, { depth: Infinity, showHidden: true })}${error.stack}`).not.toContain(KEY);
  });

  it('are not repeated where they ended up in the wrong variable', () => {
    const error = refusal({ ...ONE, IDMP_EDITION: KEY, IDMP_FHIR_BASE_URL: `not a url: ${KEY}` });
    expect(inspect(error, { depth: Infinity })).not.toContain(KEY);
  });
});
