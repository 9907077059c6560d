import type { CapabilityStatement } from 'fhir/r5';
import type { Account } from '../configuration/config.js';
import { EDITION_NAMES, type Issue } from '../contract/index.js';
import { editionNamed } from '../editions/index.js';
import { FhirClient, FhirError, type FhirAnswer } from '../fhir/index.js';
import { error, messageOf, ok, warning, type Finding } from './finding.js';

/** Limit of the deviation of this machine's clock, in seconds, because Tasks have its time. */
const CLOCK_SECONDS = 120;

/** Examines one account's service: whether it answers, has the configured edition, and accepts the key. */
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
    const remedy = 'check the base address: it is the part before /metadata and /Task';
    return error(subject, `${address} does not answer with a CapabilityStatement`, remedy);
  }
  const { fhirVersion, software } = resource;
  if (!String(fhirVersion).startsWith('5.')) {
    return error(subject, `${address} has FHIR ${fhirVersion}, not R5`, 'check the base address');
  }
  const likely = guessEditions(resource);
  if (likely !== null && likely.every((name) => name !== account.edition)) {
    const text = `${address} declares the searches of edition ${likely.join(' or ')}`;
    return warning(subject, text, "check the account's edition: the service would refuse its Tasks");
  }
  const version = [software?.name, software?.version].filter(Boolean).join(' ');
  return ok(subject, `${address} answers${version === '' ? '' : `: ${version}`}`);
}

/**
 * Guesses the editions whose searches for Tasks are closest to the declared ones, because nothing else in a statement
 * distinguishes editions. Null if the service does not declare searches.
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
  return [warning(subject, text, 'set the clock by NTP, because Tasks have its time')];
}

/** Examines the key by a search that each edition has. It ignores the result. */
async function examineKey(subject: string, client: FhirClient): Promise<Finding> {
  const { taskSearch } = editionNamed(client.account.edition);
  const short = taskSearch.includes('_count') ? '&_count=1' : '';
  try {
    await client.call({ method: 'GET', path: `Task?status=requested${short}` });
    const { subscriptionKey } = client.account;
    return ok(
      subject,
      subscriptionKey === null ? 'the service does not require a key' : 'the key is accepted',
    );
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
  server: 'the service has a problem: retry later',
  throttled: 'there were too many calls: retry later',
  missing: 'check the base address',
  unsupported: 'check the base address, and the version of its API (IDMP_API_VERSION)',
};

function describeFailure(subject: string, account: Account, thrown: unknown): Finding {
  const reason = thrown instanceof FhirError ? thrown.reason : null;
  const remedy = (reason === null ? undefined : REMEDIES[reason]) ?? 'ask the operator of the service';
  const isMissingKey = reason === 'denied' && account.subscriptionKey === null;
  return error(
    subject,
    `${isMissingKey ? 'does not have a key; ' : ''}${account.baseUrl}: ${messageOf(thrown)}`,
    remedy,
  );
}
