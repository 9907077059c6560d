import type { CapabilityStatement } from 'fhir/r5';
import type { Account } from '../configuration/config.js';
import { EDITION_NAMES, type Issue } from '../contract/index.js';
import { editionNamed } from '../editions/index.js';
import { FhirClient, FhirError, type FhirAnswer } from '../fhir/index.js';
import { error, messageOf, ok, warning, type Finding } from './finding.js';

/** How far this machine's clock may be off: Tasks carry its time. */
const CLOCK_SECONDS = 120;

/** One account's service: whether it answers, whether it is the edition that was configured, and whether it takes the key. */
export async function examineService(account: Account): Promise<Finding[]> {
  const subject = `account ${account.name}`;
  const announced: Issue[] = [];
  const client = new FhirClient(account, { onWarning: (issue) => announced.push(issue) });
  try {
    const answer = await client.call({ method: 'GET', path: 'metadata' });
    const findings = [
      examineStatement(subject, account, answer),
      ...examineClock(subject, answer),
      await examineKey(subject, client),
    ];
    return [...findings, ...examineAnnouncements(subject, announced)];
  } catch (thrown) {
    return [describeFailure(subject, account, thrown), ...examineAnnouncements(subject, announced)];
  } finally {
    client.close();
  }
}

function examineStatement(subject: string, account: Account, { resource }: FhirAnswer): Finding {
  const address = `${account.baseUrl} (edition ${account.edition})`;
  if (resource?.resourceType !== 'CapabilityStatement') {
    const remedy = 'is the base address right? It is the part before /metadata and /Task';
    return error(subject, `${address} answers, and not with a CapabilityStatement`, remedy);
  }
  const { fhirVersion, software } = resource;
  if (!String(fhirVersion).startsWith('5.')) {
    return error(subject, `${address} speaks FHIR ${fhirVersion}, not R5`, 'is the base address right?');
  }
  const likely = guessEditions(resource);
  if (likely !== null && likely.every((name) => name !== account.edition)) {
    const text = `${address} declares the searches of edition ${likely.join(' or ')}`;
    return warning(subject, text, 'is the edition of this account right? Its Tasks would be refused');
  }
  const version = [software?.name, software?.version].filter(Boolean).join(' ');
  return ok(subject, `${address} answers${version === '' ? '' : `: ${version}`}`);
}

/**
 * The editions whose searches for Tasks are closest to what the service declares; nothing else in a statement tells them
 * apart. Null where it declares none.
 */
function guessEditions(resource: CapabilityStatement): string[] | null {
  const task = resource.rest
    ?.find(({ mode }) => mode === 'server')
    ?.resource?.find(({ type }) => type === 'Task');
  const declared = new Set((task?.searchParam ?? []).map(({ name }) => name));
  if (declared.size === 0) return null;
  const lacking = EDITION_NAMES.map(editionNamed).map(({ name, taskSearch }) => ({
    name,
    count: taskSearch.filter((parameter) => !declared.has(parameter)).length,
  }));
  const least = Math.min(...lacking.map(({ count }) => count));
  return lacking.filter(({ count }) => count === least).map(({ name }) => name);
}

function examineClock(subject: string, { headers }: FhirAnswer): Finding[] {
  const seconds = Math.round((Date.now() - Date.parse(headers.date ?? '')) / 1000);
  if (!(Math.abs(seconds) > CLOCK_SECONDS)) return [];
  const text = `this machine's clock is ${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} the service's`;
  return [warning(subject, text, 'set the clock by NTP: Tasks carry its time')];
}

/** A search that every edition has; its answer is of no interest. */
async function examineKey(subject: string, client: FhirClient): Promise<Finding> {
  const { taskSearch } = editionNamed(client.account.edition);
  const short = taskSearch.includes('_count') ? '&_count=1' : '';
  try {
    await client.call({ method: 'GET', path: `Task?status=requested${short}` });
    const { subscriptionKey } = client.account;
    return ok(subject, subscriptionKey === null ? 'the service asks for no key' : 'the key is accepted');
  } catch (thrown) {
    return describeFailure(subject, client.account, thrown);
  }
}

function examineAnnouncements(subject: string, announced: Issue[]): Finding[] {
  return [...new Set(announced.map(({ text }) => text))].map((text) =>
    warning(
      subject,
      `the service announces: ${text}`,
      'move to a newer version in time (IDMP_API_VERSION, IDMP_EDITION)',
    ),
  );
}

const REMEDIES: Partial<Record<FhirError['reason'], string>> = {
  denied:
    'check the key (IDMP_SUBSCRIPTION_KEY, or subscriptionKey and subscriptionKeyEnv in the accounts file)',
  network: 'check the address, proxies and firewalls, and whether the service runs',
  server: 'the service is not well: try again later',
  throttled: 'there were too many calls: try again later',
  missing: 'check the base address',
  unsupported: 'check the base address, and the version of its API (IDMP_API_VERSION)',
};

function describeFailure(subject: string, account: Account, thrown: unknown): Finding {
  const reason = thrown instanceof FhirError ? thrown.reason : null;
  const remedy = (reason === null ? undefined : REMEDIES[reason]) ?? 'ask whoever runs the service';
  const isMissingKey = reason === 'denied' && account.subscriptionKey === null;
  return error(
    subject,
    `${isMissingKey ? 'has no key, and ' : ''}${account.baseUrl}: ${messageOf(thrown)}`,
    remedy,
  );
}
