import { describe, expect, it } from '@jest/globals';
import type { Task } from 'fhir/r5';
import { readOutputs } from '../../src/activities/task-outputs.js';
import type { FetchedOutputs, PhpidResult } from '../../src/contract/index.js';
import { editionNamed } from '../../src/editions/index.js';
import { accountAt } from '../fhir/support/account.js';
import { withFhirServer, type FhirServer } from '../support/fhir-server.js';
import { run } from './support/activities.js';

/**
 * Edition 2026-04-poc names the systems of its identifiers, its level codes and the output of the product in two ways:
 * one in its profiles, another in its instances. A client has to read both.
 */
const EDITION = '2026-04-poc';
const POC = 'http://poc.umcterminologies.org';
const DATA = 'https://data-poc.umcterminologies.org';
const APD = 'AdministrableProductDefinition';
const MPD = 'MedicinalProductDefinition';

interface Spelling {
  name: string;
  phpid: string;
  product: string;
  level: (level: number) => string;
  productOutput: string;
}

const SPELLINGS: Spelling[] = [
  {
    name: 'as the profiles have them',
    phpid: `${POC}/phpid`,
    product: `${POC}/umc-product-id`,
    level: (level) => `phpid-level-${level}`,
    productOutput: 'umc-product-id',
  },
  {
    name: 'as the instances have them',
    phpid: `${DATA}/php`,
    product: `${DATA}/record`,
    level: (level) => `PhPIDLevel${level}`,
    productOutput: 'whodrugid',
  },
];

const identifier = ({ phpid, level }: Spelling, number: number): object => ({
  type: { coding: [{ system: `${POC}/CodeSystem/php-level`, code: level(number) }] },
  system: phpid,
  value: `PHPID-${number}`,
});

function administrable(spelling: Spelling, number: number, parents: number[] = []): object {
  return {
    resourceType: APD,
    id: `l${number}`,
    status: 'active',
    identifier: [identifier(spelling, number)],
    extension: parents.map((parent) => ({
      url: `${POC}/StructureDefinition/parent-phpid`,
      valueReference: { reference: `${APD}/l${parent}`, identifier: identifier(spelling, parent) },
    })),
  };
}

function publish(server: FhirServer, spelling: Spelling): void {
  for (const number of [1, 2, 3])
    server.on('GET', `${APD}/l${number}`, { body: administrable(spelling, number) });
  server.on('GET', `${APD}/l4`, { body: administrable(spelling, 4, [1, 2, 3]) });
  server.on('GET', `${MPD}/p`, {
    body: {
      resourceType: MPD,
      id: 'p',
      identifier: [
        { system: 'urn:example:mpid', value: 'MPID-1' },
        { system: spelling.product, value: 'UMCPID-1' },
      ],
    },
  });
}

const output = (code: string, reference: string): object => ({
  type: { coding: [{ system: `${POC}/CodeSystem/task-output-type`, code }] },
  valueReference: { reference },
});

describe('an answer of the open server', () => {
  it.each(SPELLINGS)(
    'gives PhPIDs of all levels and the product id, without a warning: names $name',
    (spelling) =>
      withFhirServer(async (server) => {
        publish(server, spelling);
        const task = {
          output: [output('phpid', `${APD}/l4`), output(spelling.productOutput, `${MPD}/p`)],
        } as unknown as Task;
        const { outputs, warnings } = readOutputs(task, editionNamed(EDITION));
        expect(warnings).toEqual([]);
        const fetched: FetchedOutputs = await run(
          'fetchOutputs',
          [accountAt(server.baseUrl, { edition: EDITION })],
          {
            account: 'default',
            kind: 'phpid',
            outputs,
            requestId: 'R-1',
            taskId: '7',
            taskUrl: `${server.baseUrl}/Task/7`,
            submittedAt: '2026-05-20T10:30:00.000Z',
            completedAt: '2026-05-20T10:40:00.000Z',
            polls: 3,
          },
        );
        const { phpids, productId } = fetched.result as PhpidResult;
        expect(phpids.map(({ system, value, level }) => [system, value, level])).toEqual(
          [1, 2, 3, 4].map((number) => [spelling.phpid, `PHPID-${number}`, number]),
        );
        expect(productId).toEqual({ system: spelling.product, value: 'UMCPID-1' });
        expect(fetched.warnings).toEqual([]);
      })(),
  );
});
