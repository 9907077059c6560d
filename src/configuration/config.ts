import type { WorkerDeploymentVersion } from '@temporalio/common';
import { z } from 'zod';
import { baseUrl, headerValue, readAccountsFile, type Account, type ReadAccounts } from './accounts.js';
import { DEFAULT_TASK_QUEUE, EDITION_NAMES } from '../contract/index.js';
import { readEncryptionKeys, type EncryptionKeys } from '../encryption/index.js';
import { formatAddress, listenAddress, type ListenAddress } from './listen-address.js';
import { mayBePlaintext, describePlaintextProblem } from './plaintext.js';
import { check } from '../schemas/index.js';
import { Secret } from './secret.js';

export type { Account } from './accounts.js';

/** The environment, checked once. `docs/configuration.md` describes each variable. */
export interface Config {
  accounts: ReadonlyMap<string, Account>;
  trackingSystem: string;
  taskQueue: string;
  fhirTaskQueue: string;
  maxFhirCallsPerSecond: number;
  workerRole: 'all' | 'workflows' | 'fhir';
  /** Version of the workers, if Temporal's Worker Versioning is used (docs/upgrading.md). */
  deployment?: WorkerDeploymentVersion;
  /** Limit of workflows in the memory of one process. */
  maxCachedWorkflows: number;
  /** Limit of the time from SIGTERM to the end of the process, in seconds. */
  shutdownSeconds: number;
  /** Endpoint for Prometheus. Without it, the process does not record metrics. */
  metricsAddress?: ListenAddress;
  /** Endpoint for health checks. */
  healthAddress?: ListenAddress;
  logLevel: string;
  /** Keys of payloads. Empty without encryption. */
  encryptionKeys: EncryptionKeys;
}

/** The error of an invalid configuration. Its message names each invalid field. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly problems: string[]) {
    super(['The configuration is invalid:', ...problems.map((problem) => `  - ${problem}`)].join('\n'));
  }
}

const trimmed = z.string().trim().min(1, 'must not be empty');

/** Names of hosts, separated by commas. */
const plaintextHosts = z
  .string()
  .default('')
  .transform((text) =>
    text
      .toLowerCase()
      .split(',')
      .map((host) => host.trim())
      .filter((host) => host !== ''),
  )
  .pipe(z.array(z.string().regex(/^[^\s/]+$/, 'must be names of hosts, separated by commas')));

const wholeNumber = (least: number, usual: number): z.ZodType<number> =>
  z.coerce
    .number('must be a number')
    .refine(Number.isInteger, 'must be a whole number')
    .min(least, `must be ${least} or more`)
    .default(usual);

const environment = {
  IDMP_TASK_QUEUE: trimmed.default(DEFAULT_TASK_QUEUE),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  IDMP_ACCOUNTS_FILE: trimmed.optional(),
  IDMP_FHIR_BASE_URL: baseUrl.optional(),
  IDMP_EDITION: z.enum(EDITION_NAMES).optional(),
  IDMP_SUBSCRIPTION_KEY: headerValue.optional(),
  IDMP_API_VERSION: headerValue.optional(),
  IDMP_TRACKING_SYSTEM: trimmed
    .regex(/^[a-z][a-z0-9+.-]*:\S+$/i, 'must be an absolute URI')
    .default('urn:idmp-worker:request'),
  IDMP_PLAINTEXT_HOSTS: plaintextHosts,
  IDMP_FHIR_TASK_QUEUE: trimmed.default('idmp-fhir'),
  IDMP_MAX_FHIR_CALLS_PER_SECOND: z.coerce
    .number('must be a number')
    .positive('must be greater than 0')
    .default(20),
  IDMP_WORKER_ROLE: z.enum(['all', 'workflows', 'fhir']).default('all'),
  IDMP_MAX_CACHED_WORKFLOWS: wholeNumber(1, 1_000),
  IDMP_SHUTDOWN_SECONDS: wholeNumber(2, 25),
  IDMP_METRICS_ADDRESS: listenAddress.optional(),
  IDMP_HEALTH_ADDRESS: listenAddress.optional(),
  // The names that Temporal's Worker Controller for Kubernetes sets.
  TEMPORAL_DEPLOYMENT_NAME: trimmed
    .regex(/^[^.:]*$/, 'must not have a dot or a colon, because Temporal separates the build id with them')
    .optional(),
  TEMPORAL_WORKER_BUILD_ID: trimmed.optional(),
};

type Environment = { [Name in keyof typeof environment]: z.infer<(typeof environment)[Name]> };

/**
 * Reads and checks the environment, and the accounts file that it names. An empty variable counts as not set, as in shells
 * and compose files.
 *
 * @throws ConfigError that names each invalid field; messages never contain a secret
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const { values, problems } = readVariables(env);
  const { accounts, problems: accountProblems } = readAccounts(values, env);
  problems.push(...accountProblems, ...findPlaintextProblems(accounts, values.IDMP_PLAINTEXT_HOSTS ?? []));
  if (values.IDMP_FHIR_TASK_QUEUE !== undefined && values.IDMP_FHIR_TASK_QUEUE === values.IDMP_TASK_QUEUE) {
    problems.push(
      'IDMP_FHIR_TASK_QUEUE must differ from IDMP_TASK_QUEUE, because it has the rate limit of the service',
    );
  }
  const encryption = readEncryptionKeys(env);
  problems.push(...encryption.problems);
  const deployment = readDeployment(values, env, problems);
  const { IDMP_METRICS_ADDRESS: metricsAddress, IDMP_HEALTH_ADDRESS: healthAddress } = values;
  if (metricsAddress && healthAddress && formatAddress(metricsAddress) === formatAddress(healthAddress)) {
    problems.push(
      'IDMP_HEALTH_ADDRESS must differ from IDMP_METRICS_ADDRESS, because each has its own server',
    );
  }
  assertComplete(values, problems);
  return {
    accounts,
    trackingSystem: values.IDMP_TRACKING_SYSTEM,
    taskQueue: values.IDMP_TASK_QUEUE,
    fhirTaskQueue: values.IDMP_FHIR_TASK_QUEUE,
    maxFhirCallsPerSecond: values.IDMP_MAX_FHIR_CALLS_PER_SECOND,
    workerRole: values.IDMP_WORKER_ROLE,
    maxCachedWorkflows: values.IDMP_MAX_CACHED_WORKFLOWS,
    shutdownSeconds: values.IDMP_SHUTDOWN_SECONDS,
    ...(deployment === undefined ? {} : { deployment }),
    ...(metricsAddress === undefined ? {} : { metricsAddress }),
    ...(healthAddress === undefined ? {} : { healthAddress }),
    logLevel: values.LOG_LEVEL,
    encryptionKeys: encryption.keys,
  };
}

/** Reads only the hosts for connections without TLS (`IDMP_PLAINTEXT_HOSTS`), for callers without accounts. @throws ConfigError */
export function readPlaintextHosts(env: NodeJS.ProcessEnv): string[] {
  const checked = check(plaintextHosts, env.IDMP_PLAINTEXT_HOSTS, 'IDMP_PLAINTEXT_HOSTS');
  if (checked.value !== null) return checked.value;
  throw new ConfigError(checked.issues.map(({ text }) => `IDMP_PLAINTEXT_HOSTS ${text}`));
}

function findPlaintextProblems(accounts: ReadonlyMap<string, Account>, named: string[]): string[] {
  return [...accounts.values()]
    .map(({ name, baseUrl }) => ({ name, url: new URL(baseUrl) }))
    .filter(({ url }) => url.protocol === 'http:' && !mayBePlaintext(url.hostname, named))
    .map(({ name, url }) => `account "${name}" ${describePlaintextProblem(url.hostname)}`);
}

/** Reads only the keys, for callers without accounts. @throws ConfigError */
export function readKeys(env: NodeJS.ProcessEnv): EncryptionKeys {
  const { keys, problems } = readEncryptionKeys(env);
  if (problems.length > 0) throw new ConfigError(problems);
  return keys;
}

/** Tells whether the environment names an account. `readConfig` checks whether the account is valid. */
export function isConfigured(env: NodeJS.ProcessEnv): boolean {
  return ['IDMP_FHIR_BASE_URL', 'IDMP_EDITION', 'IDMP_ACCOUNTS_FILE'].some((name) => isSet(env, name));
}

/** Reads the workers' version. Half of a version is a problem, because the worker would run unversioned by mistake. */
function readDeployment(
  { TEMPORAL_DEPLOYMENT_NAME: deploymentName, TEMPORAL_WORKER_BUILD_ID: buildId }: Partial<Environment>,
  env: NodeJS.ProcessEnv,
  problems: string[],
): WorkerDeploymentVersion | undefined {
  const pair = ['TEMPORAL_DEPLOYMENT_NAME', 'TEMPORAL_WORKER_BUILD_ID'];
  const missing = pair.filter((name) => !isSet(env, name));
  if (missing.length === 1) {
    const given = pair.find((name) => name !== missing[0]);
    problems.push(
      `${missing[0]} is missing, but ${given} is set: set both for versioned workers, or neither for unversioned ones`,
    );
  }
  return deploymentName === undefined || buildId === undefined ? undefined : { deploymentName, buildId };
}

/** Checks each variable alone, so that all problems are found. An invalid variable is left out of the values. */
function readVariables(env: NodeJS.ProcessEnv): { values: Partial<Environment>; problems: string[] } {
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, schema] of Object.entries<z.ZodType>(environment)) {
    const checked = check(schema, isSet(env, name) ? env[name] : undefined, name);
    if (checked.value === null) problems.push(...checked.issues.map(({ text }) => `${name} ${text}`));
    else values[name] = checked.value;
  }
  return { values, problems };
}

function isSet(env: NodeJS.ProcessEnv, name: string): boolean {
  return env[name] !== undefined && env[name] !== '';
}

/** Asserts that each variable has its value, which is true without problems. */
function assertComplete(_values: Partial<Environment>, problems: string[]): asserts _values is Environment {
  if (problems.length > 0) throw new ConfigError(problems);
}

function readAccounts(values: Partial<Environment>, env: NodeJS.ProcessEnv): ReadAccounts {
  const { accounts, problems } = readAccountsFromFile(values.IDMP_ACCOUNTS_FILE, env);
  const { IDMP_FHIR_BASE_URL: url, IDMP_EDITION: edition } = values;
  const [hasUrl, hasEdition] = [isSet(env, 'IDMP_FHIR_BASE_URL'), isSet(env, 'IDMP_EDITION')];
  if (!hasUrl && !hasEdition && isSet(env, 'IDMP_ACCOUNTS_FILE')) return { accounts, problems };
  if (!hasUrl) problems.push(`IDMP_FHIR_BASE_URL is missing: ${REMEDY}`);
  if (!hasEdition) problems.push(`IDMP_EDITION is missing: ${REMEDY}`);
  if (accounts.has('default')) {
    problems.push('IDMP_FHIR_BASE_URL and IDMP_ACCOUNTS_FILE both define the account "default": keep one');
  }
  if (url !== undefined && edition !== undefined) {
    accounts.set('default', {
      name: 'default',
      baseUrl: url,
      edition,
      subscriptionKey:
        values.IDMP_SUBSCRIPTION_KEY === undefined ? null : new Secret(values.IDMP_SUBSCRIPTION_KEY),
      apiVersion: values.IDMP_API_VERSION ?? null,
      polling: {},
      cancellation: null,
    });
  }
  return { accounts, problems };
}

const REMEDY = `set IDMP_FHIR_BASE_URL and IDMP_EDITION (${EDITION_NAMES.join(', ')}), or IDMP_ACCOUNTS_FILE`;

function readAccountsFromFile(path: string | undefined, env: NodeJS.ProcessEnv): ReadAccounts {
  if (path === undefined) return { accounts: new Map(), problems: [] };
  const { accounts, problems } = readAccountsFile(path, env);
  return { accounts, problems: problems.map((problem) => `IDMP_ACCOUNTS_FILE: ${problem}`) };
}
