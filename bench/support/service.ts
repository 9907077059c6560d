import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bundle } from 'fhir/r5';
import { got } from 'got';
import type { Abilities } from '../../sandbox/index.js';
import { control } from '../../test/support/sandbox-control.js';
import { until } from '../../test/support/until.js';
import type { Bench } from '../benchmark.js';
import { EDITION, keyOf } from './workers.js';
import { startMeasured, type MeasuredProcess } from './measured-process.js';

/** The sandbox as a process of its own, so that its processor time is not the worker's. */
export interface Service extends MeasuredProcess {
  url: string;
  control: ReturnType<typeof control>;
  /** Reads when each Task of an account was completed, in milliseconds since 1970, by its id. */
  completionTimes(account: string): Promise<Map<string, number>>;
  /** Counts the HTTP requests since the previous count, by method and route. */
  counted(): Promise<Record<string, number>>;
}

/** Starts a sandbox whose Tasks wait for a decision, until the caller sets another pace. */
export async function startService(
  { folder }: Bench,
  name: string,
  abilities: Partial<Abilities> = {},
): Promise<Service> {
  const log = join(folder, `${name}.log`);
  const running = startMeasured('sandbox/main.js', ['--port', '0', '--pace', 'manual'], {}, log);
  let url = '';
  await until(() => {
    url = /Control endpoint: (\S+)\/control/.exec(readFileSync(log, 'utf8'))?.[1] ?? '';
    return Promise.resolve(url !== '');
  }, 'a sandbox');
  const desk = control({ url });
  await desk.abilities(abilities);
  let before: Record<string, number> = {};
  return {
    ...running,
    url,
    control: desk,
    completionTimes: (account) =>
      completionTimes(`${url}/${EDITION}/Task?status=completed&_count=200`, keyOf(account)),
    counted: async () => {
      const now = await desk.requests();
      const since = Object.entries(now).map(
        ([route, count]) => [route, count - (before[route] ?? 0)] as const,
      );
      before = now;
      return Object.fromEntries(since.filter(([, count]) => count > 0));
    },
  };
}

async function completionTimes(firstPage: string, key: string): Promise<Map<string, number>> {
  const times = new Map<string, number>();
  for (let page: string | undefined = firstPage; page !== undefined;) {
    const headers = { 'ocp-apim-subscription-key': key, accept: 'application/fhir+json' };
    const { entry = [], link = [] }: Bundle = await got(page, { headers }).json<Bundle>();
    // A completed Task does not change.
    for (const { resource } of entry)
      times.set(resource?.id ?? '', Date.parse(resource?.meta?.lastUpdated ?? ''));
    page = link.find(({ relation }) => relation === 'next')?.url;
  }
  return times;
}

/** Counts reads of single Tasks and pages of a search among the received HTTP requests. */
export function statusCalls(counted: Record<string, number>): { reads: number; pages: number } {
  const sum = (form: RegExp): number =>
    Object.entries(counted).reduce((all, [route, count]) => all + (form.test(route) ? count : 0), 0);
  return { reads: sum(/^GET \S*\/Task\/:/), pages: sum(/^GET \S*\/Task$/) };
}
