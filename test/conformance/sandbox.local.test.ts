import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OperationOutcome, Task } from 'fhir/r5';
import { startSandbox, type Sandbox } from '../../sandbox/index.js';
import { EDITION_NAMES, type EditionName, type Kind } from '../../src/contract/index.js';
import { checkTask } from '../../src/rules/index.js';
import { casesOfTables } from './support/broken-tasks.js';
import { changed } from './support/changes.js';
import { GOOD, goodPhpid } from './support/good-tasks.js';
import { invariantCases } from './support/invariant-cases.js';
import type { Json } from './support/places.js';
import { allowedCases, structureCases } from './support/structure-cases.js';

/** The sandbox's own rules were written independently of these: where the two differ, one of them is wrong. */
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

interface Sent {
  name: string;
  edition: EditionName;
  kind: Kind;
  task: Json;
}

const corpus: Sent[] = [
  ...GOOD.map(({ edition, kind, task }) => ({ name: 'everything', edition, kind, task: task() })),
  ...casesOfTables().flatMap((each) => ('task' in each ? [{ ...each, name: each.rule }] : [])),
  ...EDITION_NAMES.flatMap((edition) =>
    [...invariantCases, ...structureCases, ...allowedCases].map(([name, changes]) => ({
      name,
      edition,
      kind: 'phpid' as const,
      task: changed(goodPhpid(edition), changes),
    })),
  ),
];

/** Differences that were reviewed one by one: the product knows the definitions and R5, the sandbox checks less. */
const SANDBOX_GOES_LESS_FAR = [
  // The profiles: types of a choice, outputs of a request.
  /strength\.presentation\[x\] types$/,
  /Task\.output\.value\[x\] (?:types|targets)$/,
  // R5: resources and data types that no request needs, and their codes.
  /FHIR R5 (?:AdministrableProductDefinition|RelatedArtifact|ParameterDefinition|SampledData|TriggerDefinition)\./,
  /FHIR R5 (?:UsageContext|DataRequirement|Timing|Availability|Attachment|Money)\./,
  /FHIR R5 SubstanceDefinition\.sourceMaterial/,
  // R5: quantities without comparator, conditions on data types, the inside of narratives.
  /\.comparator max$/,
  /^(?:a comparator in a denominator|att-1|cpt-2|per-1|ratrng-1|rng-2|txt-1|txt-2)$/,
  // R5: control characters, URIs that are not absolute, codes of R5's own systems, false claims.
  /^(?:a string is not "bell|an? (?:identifier|coding|extension) with a relative)/,
  /^(?:a country that ISO 3166 has not|a code that a system of R5 has not|a reference that calls its target wrongly|a profile of another type)$/,
  /^a primitive’s extension of a wrong form$/,
];
/** Cases that the sandbox alone refuses: a validator warns about a profile that it cannot find, and continues. */
const SANDBOX_GOES_FURTHER = [/^an unknown profile$/];

async function isRefused({ edition, task }: Sent): Promise<boolean> {
  const response = await fetch(`${sandbox.baseUrl(edition)}/Task/$validate`, {
    method: 'POST',
    headers: {
      'Ocp-Apim-Subscription-Key': 'test-key-1',
      'Content-Type': 'application/fhir+json',
      ...(edition === '2026-05' ? { 'x-api-version': '1.0' } : {}),
    },
    body: JSON.stringify(task),
  });
  const { issue } = (await response.json()) as OperationOutcome;
  return issue.some(({ severity }) => severity === 'error' || severity === 'fatal');
}

const isRefusedHere = ({ edition, kind, task }: Sent): boolean =>
  checkTask(task as unknown as Task, edition, kind).some(({ severity }) => severity === 'error');

describe('the sandbox and the check before sending', () => {
  it.each(EDITION_NAMES)(
    'come to the same verdict on the corpus of %s, but for what is listed',
    async (edition) => {
      const surprises: string[] = [];
      for (const each of corpus.filter((sent) => sent.edition === edition)) {
        const [here, there] = [isRefusedHere(each), await isRefused(each)];
        if (here === there) continue;
        const explained = here ? SANDBOX_GOES_LESS_FAR : SANDBOX_GOES_FURTHER;
        if (!explained.some((pattern) => pattern.test(each.name))) {
          surprises.push(`${each.name}: ${here ? 'refused here alone' : 'refused by the sandbox alone'}`);
        }
      }
      expect(surprises).toEqual([]);
    },
  );
});
