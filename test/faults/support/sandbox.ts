import { got } from 'got';
import { control, type SandboxTask } from '../../support/sandbox-control.js';
import { until } from '../../support/until.js';

/** A call to hold, before or after its effect. After its effect, the hold delays the answer. */
export interface Hold {
  method: string;
  /** Part of the call's path. */
  path: string;
  phase: 'before' | 'after';
}

/** Holds a call before its effect the first time, and after its effect the second time. */
export function twice(method: string, path: string): Hold[] {
  return [
    { method, path, phase: 'before' },
    { method, path, phase: 'after' },
  ];
}

/** The sandbox as the fault tests use it, from outside; the tests may restart it. */
export class SandboxUnderTest {
  /** Control of the sandbox in the role of people at the service. */
  readonly control: ReturnType<typeof control>;

  constructor(readonly url: string) {
    this.control = control({ url });
  }

  /** Lists all Tasks ever submitted for a request, deleted Tasks and abort Tasks included. */
  async tasksOf(workflowId: string): Promise<SandboxTask[]> {
    return (await this.control.tasks()).filter(({ identifiers }) =>
      identifiers.some(({ value }) => value?.startsWith(`${workflowId}#`)),
    );
  }

  /** Lists the references of the Task's outputs, as its owner reads them. */
  async outputsOf(taskId: string): Promise<string[]> {
    const headers = { 'ocp-apim-subscription-key': 'test-key' };
    const task = await got(`${this.url}/2026-05/Task/${taskId}`, { headers }).json<{
      output?: { valueReference?: { reference?: string } }[];
    }>();
    return (task.output ?? []).flatMap(({ valueReference }) => valueReference?.reference ?? []);
  }

  /** Holds the next call that matches each of these for `seconds`, in their order, each once. */
  async hold(holds: readonly Hold[], seconds: number): Promise<void> {
    const faults = holds.map(({ method, path, phase }) => ({
      method,
      path,
      times: 1,
      ...(phase === 'before' ? { holdBeforeSeconds: seconds } : { delaySeconds: seconds }),
    }));
    await this.control.fault(...faults);
  }

  /** Lets the next matching calls pass the holds that come after. */
  async pass(method: string, path: string, times: number): Promise<void> {
    await this.control.fault({ method, path, times, delaySeconds: 0 });
  }

  /** Waits until each of the calls is held; of two similar paths, the more exact one comes first. */
  async untilHeld(expected: readonly Hold[]): Promise<void> {
    await until(async () => {
      const held = await this.control.held();
      return expected.every(({ method, path, phase }) => {
        const found = held.findIndex(
          (call) => call.method === method && call.phase === phase && call.path.includes(path),
        );
        return found >= 0 && held.splice(found, 1);
      });
    }, `${expected.length} held calls`);
  }
}
