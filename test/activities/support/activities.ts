import type { Info } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import {
  createFhirActivities,
  createPlanningActivities,
  FhirClients,
} from '../../../src/activities/index.js';
import type { Account, Config } from '../../../src/configuration/config.js';
import type { FailureDetails, FhirActivities, PlanningActivities } from '../../../src/contract/index.js';

type Activities = PlanningActivities & FhirActivities;
type Input<Name extends keyof Activities> = Parameters<Activities[Name]>[0];
type Result<Name extends keyof Activities> = Awaited<ReturnType<Activities[Name]>>;

function configOf(accounts: Account[]): Config {
  return {
    accounts: new Map(accounts.map((account) => [account.name, account])),
    trackingSystem: 'urn:idmp-worker:request',
    taskQueue: 'idmp',
    fhirTaskQueue: 'idmp-fhir',
    maxFhirCallsPerSecond: 1_000,
    maxCachedWorkflows: 1_000,
    shutdownSeconds: 25,
    workerRole: 'all',
    logLevel: 'silent',
    encryptionKeys: [],
  };
}

const silent = new DefaultLogger('ERROR', () => undefined);

async function runIn<Name extends keyof Activities>(
  environment: MockActivityEnvironment,
  name: Name,
  accounts: Account[],
  input: Input<Name>,
): Promise<Result<Name>> {
  const config = configOf(accounts);
  const clients = new FhirClients(config.accounts, config.maxFhirCallsPerSecond);
  const dependencies = { config, clients };
  const activities = { ...createPlanningActivities(dependencies), ...createFhirActivities(dependencies) };
  const activity = activities[name] as (input: unknown) => Promise<Result<Name>>;
  try {
    return await environment.run<[unknown], Result<Name>, typeof activity>(activity, input);
  } finally {
    clients.close();
  }
}

/** Runs an activity as a worker runs it, in the attempt that `info` names; its connections end with it. */
export function run<Name extends keyof Activities>(
  name: Name,
  accounts: Account[],
  input: Input<Name>,
  info: Partial<Info> = {},
): Promise<Result<Name>> {
  return runIn(new MockActivityEnvironment(info, { logger: silent }), name, accounts, input);
}

/** Runs an activity and cancels it after a moment. */
export function runCancelled<Name extends keyof Activities>(
  name: Name,
  accounts: Account[],
  input: Input<Name>,
): Promise<Result<Name>> {
  const environment = new MockActivityEnvironment({}, { logger: silent });
  setTimeout(() => environment.cancel(), 50);
  return runIn(environment, name, accounts, input);
}

/** Returns the failure that Temporal receives, with its details. */
export async function failureOf(
  activity: Promise<unknown>,
): Promise<ApplicationFailure & { detail: FailureDetails }> {
  try {
    await activity;
  } catch (error) {
    if (!(error instanceof ApplicationFailure)) throw error;
    return Object.assign(error, { detail: error.details?.[0] as FailureDetails });
  }
  throw new Error('the activity did not fail');
}
