import { randomUUID } from 'node:crypto';
import type { WorkflowHandle } from '@temporalio/client';
import type { EditionName, Kind, RequestInput, RequestStatus } from '../../../src/contract/index.js';
import { aProduct, aSubstance } from '../../support/products.js';
import { control } from '../../support/sandbox-control.js';
import type { TestSystem } from '../../support/system.js';
import { until } from '../../support/until.js';

/** A request to record. */
export interface Scenario {
  /** Name of its file, or of its files: one for each run. */
  name: string;
  /** Whether the server suggests a new run after a few polls. Default: no. */
  inShortRuns?: boolean;
  /** Plays a request to its end. */
  play(scene: Scene): Promise<WorkflowHandle>;
}

export function scenario(name: string, play: Scenario['play']): Scenario {
  return { name, play };
}

/** The same with requests that continue as new after a few polls. */
export function inShortRuns(played: Scenario): Scenario {
  return { ...played, inShortRuns: true };
}

/** A schedule so slow that requests are polled only on request. */
export const RARELY = { initialSeconds: 600, maximumSeconds: 600, deadlineSeconds: 3600 };

/** The tools of a scenario, beside the sandbox's control. */
export class Scene {
  constructor(
    readonly system: TestSystem,
    readonly edition: EditionName = '2026-05',
  ) {}

  get sandbox(): ReturnType<typeof control> {
    return control(this.system.sandbox);
  }

  /** Resets the scene: quick reviewers, a service with all abilities, and no faults. */
  async reset(): Promise<void> {
    await this.sandbox.clearFaults();
    await this.sandbox.abilities({ delete: true, update: true, abort: true });
    await this.sandbox.pace([
      { status: 'in-progress', afterReads: 1 },
      { status: 'completed', afterReads: 1 },
    ]);
    await this.sandbox.abortPace([{ status: 'completed' }]);
  }

  /** Starts a request for a small product or substance, unless the input names another one. */
  start(kind: Kind = 'phpid', input: Partial<RequestInput> = {}): Promise<WorkflowHandle> {
    const source = kind === 'phpid' ? { product: aProduct() } : { substance: aSubstance() };
    const whole = { account: this.edition, ...source, ...input } as RequestInput;
    return this.system.start(kind, whole, randomUUID());
  }

  /** Starts a request whose Task moves on request alone, and waits until the Task exists. */
  async startWaiting(polling: object = RARELY): Promise<{ request: WorkflowHandle; taskId: string }> {
    await this.sandbox.pace('manual');
    const request = await this.start('phpid', { polling });
    await this.reaches(request, ({ stage }) => stage === 'waiting');
    return { request, taskId: (await statusOf(request)).taskId! };
  }

  /** Adds a fault for the POST of a Task; it does not match its validation, whose path is longer. */
  async submissionMeets(fault: object): Promise<void> {
    await this.sandbox.fault(
      { method: 'POST', path: '$validate', delaySeconds: 0.1 },
      { method: 'POST', path: '/Task', ...fault },
    );
  }

  async reaches(request: WorkflowHandle, holds: (status: RequestStatus) => boolean): Promise<void> {
    await until(async () => holds(await statusOf(request)), 'the stage that the scenario waits for');
  }
}

function statusOf(request: WorkflowHandle): Promise<RequestStatus> {
  return request.query<RequestStatus>('status');
}
