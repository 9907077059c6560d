import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { run } from '../support/processes.js';
import { aProduct } from '../support/products.js';
import { account, sharedServer, startTestSystem, type TestSystem } from '../support/system.js';
import { until } from '../support/until.js';

jest.setTimeout(60_000);

let service: Server;
let system: TestSystem;
let folder: string;
const validated: string[] = [];

beforeAll(async () => {
  // A service that refuses every Task: only the received Task matters here.
  service = createServer((request, response) => {
    void text(request).then((body) => {
      if (request.url?.endsWith('$validate') === true) validated.push(body);
      const issue = [{ severity: 'error', code: 'invalid', diagnostics: 'enough seen' }];
      response.writeHead(422, { 'content-type': 'application/fhir+json' });
      response.end(JSON.stringify({ resourceType: 'OperationOutcome', issue }));
    });
  });
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
  system = await startTestSystem({
    accounts: (sandbox) => [account('2026-05', sandbox, { name: 'default', baseUrl })],
  });
  folder = mkdtempSync(join(tmpdir(), 'idmp-decimals-'));
});
afterAll(async () => {
  await system?.stop();
  service?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Submits a file by the command line, and returns the body that the service received. */
async function sentFor(json: string): Promise<string> {
  const before = validated.length;
  const file = join(folder, `${before}.json`);
  writeFileSync(file, json);
  const idmp = run('src/starter.ts', ['request', file, '--wait'], {
    TEMPORAL_ADDRESS: sharedServer(),
    IDMP_TASK_QUEUE: system.config.taskQueue,
    IDMP_FHIR_BASE_URL: 'http://127.0.0.1:1',
    IDMP_EDITION: '2026-05',
  });
  expect({ ...(await idmp.ended), stderr: idmp.stderr() }).toMatchObject({ code: 3 });
  await until(() => Promise.resolve(validated.length > before), 'a Task to validate');
  return validated[before]!;
}

describe('the precision of a decimal, from the file to the Task', () => {
  it('is kept in the simple form, as a number and as text', async () => {
    const product = aProduct('DECIMAL-1', {
      ingredients: [
        { substance: 'One', strength: { value: '0.50', unit: 'mg' } },
        { substance: 'Two', strength: { value: 8888, unit: 'mg', per: { value: '1.0', unit: 'mL' } } },
      ],
    });
    const sent = await sentFor(JSON.stringify(product).replace('8888', '2.500'));
    expect(sent).toContain('"value":0.50,');
    expect(sent).toContain('"textPresentation":"0.50 mg"');
    expect(sent).toContain('"value":2.500,');
    expect(sent).toContain('"value":1.0,');
  });

  it('is kept in FHIR resources', async () => {
    const bundle = `{"resourceType":"Bundle","type":"collection","entry":[
      {"resource":{"resourceType":"MedicinalProductDefinition","id":"p","identifier":[{"system":"urn:x","value":"DECIMAL-2"}],
        "attachedDocument":[{"display":"SPC"}],
        "name":[{"productName":"P","usage":[{"country":{"coding":[{"code":"NLD"}]},"language":{"coding":[{"system":"urn:ietf:bcp:47","code":"nl"}]}}]}]}},
      {"resource":{"resourceType":"Ingredient","id":"i","status":"active","role":{"text":"active"},
        "for":[{"reference":"MedicinalProductDefinition/p"}],
        "substance":{"code":{"concept":{"text":"One"}},"strength":[{"presentationQuantity":{"value":0.10,"unit":"mg"}}]}}},
      {"resource":{"resourceType":"Organization","id":"o","name":"Holder"}}]}`;
    expect(await sentFor(bundle)).toContain('"value":0.10,');
  });
});
