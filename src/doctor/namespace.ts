import type { Client } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '../contract/index.js';
import { findSearchAttributes } from '../temporal/search-attributes.js';
import { error, messageOf, ok, warning, type Finding } from './finding.js';

/** The remedy for missing search attributes and Schedules. */
export const SETUP = 'run "idmp setup"';

const DAY_SECONDS = 86_400;

/** Recommended retention, in days: results of a backfill's first requests should exist until the last ones have ended. */
const RETENTION_DAYS = 30;

/** Examines server, namespace, retention and search attributes, and tells whether the namespace can be read. */
export async function examineNamespace(
  client: Client,
): Promise<{ isReadable: boolean; findings: Finding[] }> {
  const { namespace } = client.options;
  const subject = `namespace ${namespace}`;
  const { workflowService } = client;
  const { serverVersion } = await workflowService.getSystemInfo({});
  const server = ok('Temporal', `server ${serverVersion}`);
  try {
    const { config } = await workflowService.describeNamespace({ namespace });
    const seconds = Number(config?.workflowExecutionRetentionTtl?.seconds ?? 0);
    const findings = [
      examineRetention(subject, namespace, seconds),
      ...(await examineSearchAttributes(client, subject)),
    ];
    return { isReadable: true, findings: [server, ...findings] };
  } catch (thrown) {
    const remedy = `create it (temporal operator namespace create --namespace ${namespace} --retention ${RETENTION_DAYS}d), or set TEMPORAL_NAMESPACE to a namespace that exists and that your key may read`;
    const finding = error(subject, `cannot be read: ${messageOf(thrown)}`, remedy);
    return { isReadable: false, findings: [server, finding] };
  }
}

function examineRetention(subject: string, namespace: string, seconds: number): Finding {
  const days = seconds / DAY_SECONDS;
  const text = `ended requests and their results are kept for ${formatDays(days)}`;
  if (days >= RETENTION_DAYS) return ok(subject, text);
  const remedy = `fetch results within that time, or keep them longer: temporal operator namespace update --namespace ${namespace} --retention ${RETENTION_DAYS}d`;
  return warning(subject, text, remedy);
}

function formatDays(days: number): string {
  return days.toLocaleString('en', {
    style: 'unit',
    unit: 'day',
    unitDisplay: 'long',
    maximumFractionDigits: 1,
  });
}

async function examineSearchAttributes(client: Client, subject: string): Promise<Finding[]> {
  const { missing, mistyped } = await findSearchAttributes(client);
  const findings = [
    ...missing.map((name) =>
      error(subject, `the search attribute ${name} is missing: requests cannot start`, SETUP),
    ),
    ...mistyped.map((name) =>
      error(
        subject,
        `the search attribute ${name} has another type than Keyword`,
        'use another namespace, or remove it: temporal operator search-attribute remove',
      ),
    ),
  ];
  return findings.length > 0
    ? findings
    : [ok(subject, `all ${SEARCH_ATTRIBUTES.length} search attributes exist`)];
}
