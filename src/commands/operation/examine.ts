import type { Client } from '@temporalio/client';
import { readConfig, type Config } from '../../configuration/config.js';
import {
  error,
  examineNamespace,
  examineService,
  examineSweeps,
  examineTaskQueues,
  messageOf,
  ok,
  type Finding,
} from '../../doctor/index.js';
import {
  connectClient,
  hostOf,
  readTemporalAddress,
  TemporalUnreachable,
} from '../../temporal/connection.js';
import { EXIT, printResult } from '../terminal/exit.js';
import { wantsJson } from '../terminal/output.js';
import { painted } from '../terminal/page.js';

/** Examines everything, prints the findings, and returns the exit code. */
export async function examine(env: NodeJS.ProcessEnv): Promise<number> {
  const config = readConfig(env);
  const [temporal, ...services] = await Promise.all([
    examineTemporal(env, config),
    ...[...config.accounts.values()].map(examineService),
  ]);
  const findings = [...temporal.findings, ...services.flat()];
  if (wantsJson()) printResult(findings);
  else process.stdout.write(report(findings));
  const isWrong = findings.some(({ level }) => level === 'error');
  if (!temporal.isReached) return EXIT.unreachable;
  return isWrong ? EXIT.unexpected : EXIT.done;
}

async function examineTemporal(
  env: NodeJS.ProcessEnv,
  config: Config,
): Promise<{ isReached: boolean; findings: Finding[] }> {
  const address = readTemporalAddress(env);
  let client: Client;
  try {
    client = await connectClient(address);
  } catch (thrown) {
    if (!(thrown instanceof TemporalUnreachable)) throw thrown;
    return { isReached: false, findings: [error('Temporal', thrown.problem, thrown.remedy)] };
  }
  try {
    const { tls } = address.connectionOptions;
    const reached = ok('Temporal', `reached at ${hostOf(address)}${tls ? ' (TLS)' : ''}`);
    const { isReadable, findings } = await examineNamespace(client);
    const inNamespace = isReadable
      ? await Promise.all([
          tried('task queues', examineTaskQueues(client, config)),
          tried('schedules', examineSweeps(client, config)),
        ])
      : [];
    return { isReached: true, findings: [reached, ...findings, ...inNamespace.flat()] };
  } finally {
    await client.connection.close();
  }
}

/** Turns the error of one check into a finding, so that it does not hide the findings of the others. */
async function tried(subject: string, examined: Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await examined;
  } catch (thrown) {
    return [
      error(
        subject,
        `cannot be read: ${messageOf(thrown)}`,
        'check that your key may read it, or retry later',
      ),
    ];
  }
}

const STYLES = { ok: 'good', warning: 'open', error: 'bad' } as const;

function report(findings: Finding[]): string {
  const lines = findings.map(({ subject, level, text, remedy }) => {
    const mark = painted(level.padEnd(7), STYLES[level], process.stdout);
    const line = `${mark}  ${subject}: ${text}`;
    return remedy === null ? line : `${line}\n         → ${remedy}`;
  });
  const count = (level: Finding['level']): string => {
    const number = findings.filter((each) => each.level === level).length;
    return `${number} ${level}${number === 1 ? '' : 's'}`;
  };
  return `${lines.join('\n')}\n\n${count('error')}, ${count('warning')}\n`;
}
