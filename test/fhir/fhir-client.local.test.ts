import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { EDITION_NAMES } from '../../src/contract/index.js';
import { editionNamed } from '../../src/editions/index.js';
import { FhirClient, FhirError } from '../../src/fhir/index.js';
import { startFhirServer, withFhirServer, type Reply } from '../support/fhir-server.js';
import { accountAt, errorOf, everythingShownOf, KEY, withClient } from './support/account.js';

const task = { resourceType: 'Task', status: 'requested', intent: 'proposal' } as const;
const read = { method: 'GET', path: 'Task/1' } as const;
const outcome = (text: string): object => ({
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code: 'invalid', details: { text } }],
});

describe('what is sent', () => {
  const MEDIA_TYPES = EDITION_NAMES.map((name) => [name, editionNamed(name).mediaType] as const);
  it.each(MEDIA_TYPES)('in %s: %s, as what is accepted and what is sent', (edition, mediaType) =>
    withFhirServer(async (server) => {
      server.on('POST', 'Task', { status: 201 });
      await withClient(accountAt(server.baseUrl, { edition }), (client) =>
        client.call({ method: 'POST', path: 'Task', body: task }),
      );
      expect(server.requests[0]?.headers).toMatchObject({ accept: mediaType, 'content-type': mediaType });
      expect(server.requests[0]?.body).toEqual(task);
    })(),
  );

  it(
    'is the key as Ocp-Apim-Subscription-Key, and the API version',
    withFhirServer(async (server) => {
      server.on('GET', 'Task/1', { body: task });
      await withClient(accountAt(server.baseUrl, { apiVersion: '1.0' }), (client) => client.call(read));
      expect(server.requests[0]?.headers).toMatchObject({
        'ocp-apim-subscription-key': KEY,
        'x-api-version': '1.0',
      });
      expect(server.requests[0]?.headers).not.toHaveProperty('content-type');
    }),
  );

  it(
    'is neither key nor API version where the account has none',
    withFhirServer(async (server) => {
      server.on('GET', 'Task/1', { body: task });
      await withClient(accountAt(server.baseUrl, { subscriptionKey: null }), (client) => client.call(read));
      expect(server.requests[0]?.headers).not.toHaveProperty('ocp-apim-subscription-key');
      expect(server.requests[0]?.headers).not.toHaveProperty('x-api-version');
    }),
  );
});

describe('where the key goes', () => {
  it.each([301, 302, 303, 307, 308])('not along a redirect (%i): it is an error instead', async (status) => {
    const other = await startFhirServer();
    await withFhirServer(async (server) => {
      server.on('GET', 'Task/1', { status, headers: { location: `${other.server.baseUrl}/Task/1` } });
      const error = await withClient(accountAt(server.baseUrl), (client) => errorOf(client.call(read)));
      expect(error).toMatchObject({ reason: 'unsupported', status });
      expect(error.message).toContain(`${other.server.baseUrl}/Task/1`);
      expect(other.server.requests).toEqual([]);
    })();
    await other.close();
  });

  it(
    'not along a redirect within its own origin, either',
    withFhirServer(async (server) => {
      server.on('GET', 'Task/1', { status: 302, headers: { location: '/fhir/Task/2' } });
      await withClient(accountAt(server.baseUrl), (client) => errorOf(client.call(read)));
      expect(server.calls()).toEqual(['GET Task/1']);
    }),
  );

  it('not to another origin that the service names', async () => {
    const other = await startFhirServer();
    await withFhirServer(async (server) => {
      const error = await withClient(accountAt(server.baseUrl), (client) =>
        errorOf(client.call({ method: 'GET', path: `${other.server.baseUrl}/Task/1` })),
      );
      expect(error.reason).toBe('unsupported');
      expect([...server.requests, ...other.server.requests]).toEqual([]);
    })();
    await other.close();
  });

  it.each([
    '//evil.example/Task/1',
    '../control/Task/1',
    '%2e%2e/control',
    '/Task/1',
    'Task/..%2f..%2fcontrol',
    'file:///etc/passwd',
    'urn:uuid:1',
  ])('not outside the base: %s', (path) =>
    withFhirServer(async (server) => {
      const error = await withClient(accountAt(server.baseUrl), (client) =>
        errorOf(client.call({ method: 'GET', path })),
      );
      expect(error.reason).toBe('unsupported');
      expect(server.requests).toEqual([]);
    })(),
  );

  it(
    'to absolute addresses within the base',
    withFhirServer(async (server) => {
      server.on('GET', 'Task?page=2', { body: { resourceType: 'Bundle', type: 'searchset' } });
      await withClient(accountAt(server.baseUrl), (client) =>
        client.call({ method: 'GET', path: `${server.baseUrl}/Task?page=2` }),
      );
      expect(server.calls()).toEqual(['GET Task?page=2']);
    }),
  );

  it(
    'to the base itself, where some servers keep their result pages',
    withFhirServer(async (server) => {
      server.on('GET', '/fhir?_getpages=7', { body: { resourceType: 'Bundle', type: 'searchset' } });
      const { status } = await withClient(accountAt(server.baseUrl), (client) =>
        client.call({ method: 'GET', path: `${server.baseUrl}?_getpages=7` }),
      );
      expect(status).toBe(200);
    }),
  );
});

describe('an answer', () => {
  it(
    'is status, headers and resource',
    withFhirServer(async (server) => {
      server.on('POST', 'Task', { status: 201, headers: { 'content-location': '/fhir/Task/1' }, body: task });
      const answer = await withClient(accountAt(server.baseUrl), (client) =>
        client.call({ method: 'POST', path: 'Task', body: task }),
      );
      expect(answer).toMatchObject({
        status: 201,
        headers: { 'content-location': '/fhir/Task/1' },
        resource: task,
      });
    }),
  );

  it.each([200, 201, 204])('may be empty (%i)', (status) =>
    withFhirServer(async (server) => {
      server.on('DELETE', 'Task/1', { status });
      const answer = await withClient(accountAt(server.baseUrl), (client) =>
        client.call({ method: 'DELETE', path: 'Task/1' }),
      );
      expect(answer).toMatchObject({ status, resource: null });
    })(),
  );

  it(
    'is read by its content, whatever type a gateway gave it',
    withFhirServer(async (server) => {
      server.on('GET', 'Task/1', { headers: { 'content-type': 'text/plain' }, body: task });
      const { resource } = await withClient(accountAt(server.baseUrl), (client) => client.call(read));
      expect(resource).toEqual(task);
    }),
  );

  it(
    'may begin with a byte order mark',
    withFhirServer(async (server) => {
      server.on('GET', 'Task/1', { body: `\uFEFF${JSON.stringify(task)}` });
      const { resource } = await withClient(accountAt(server.baseUrl), (client) => client.call(read));
      expect(resource).toEqual(task);
    }),
  );

  it(
    'keeps the precision of its decimals, and so does what is sent (R5, datatypes, decimal)',
    withFhirServer(async (server) => {
      const json = '{"resourceType":"Task","extension":[{"url":"urn:x","valueDecimal":0.50}]}';
      server.on('GET', 'Task/1', { body: json });
      server.on('PUT', 'Task/1', { status: 200 });
      await withClient(accountAt(server.baseUrl), async (client) => {
        const { resource } = await client.call(read);
        await client.call({ method: 'PUT', path: 'Task/1', body: resource! });
      });
      expect(server.requests[1]?.text).toBe(json);
    }),
  );

  it(
    'carries what the service announces (Warning: 299)',
    withFhirServer(async (server) => {
      server.on('GET', 'Task/1', { headers: { warning: '299 IDMPService "Soon."' }, body: task });
      const { warnings } = await withClient(accountAt(server.baseUrl), (client) => client.call(read));
      expect(warnings).toEqual([
        { severity: 'warning', code: 'informational', text: 'Soon.', expression: [] },
      ]);
    }),
  );

  it.each<[string, Reply]>([
    ['HTML', { body: '<html>maintenance</html>' }],
    ['half of a JSON', { body: '{"resourceType":"Ta' }],
    ['JSON without resourceType', { body: { status: 'requested' } }],
    ['a JSON list', { body: [task] }],
    ['JSON null', { body: 'null' }],
  ])('that is %s with 200 is unreadable', (_name, reply) =>
    withFhirServer(async (server) => {
      server.on('GET', 'Task/1', reply);
      const error = await withClient(accountAt(server.baseUrl), (client) => errorOf(client.call(read)));
      expect(error).toMatchObject({ reason: 'unreadable', status: 200, issues: [] });
    })(),
  );
});

describe('an answer that is too large', () => {
  const large = JSON.stringify({ ...task, description: 'x'.repeat(200_000) });
  const limited = (baseUrl: string): FhirClient =>
    new FhirClient(accountAt(baseUrl), { maximumBytes: 100_000 });

  it.each<[string, Reply]>([
    ['as it comes', { body: large }],
    [
      'once it is unpacked',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/fhir+json', 'content-encoding': 'gzip' });
        response.end(gzipSync(large));
      },
    ],
    [
      'without saying so',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/fhir+json' });
        for (let chunk = 0; chunk < 20; chunk += 1) response.write(large.slice(0, 10_000));
        response.end();
      },
    ],
  ])('is not read to the end: %s', (_name, reply) =>
    withFhirServer(async (server) => {
      server.on('GET', 'Task/1', reply);
      const client = limited(server.baseUrl);
      const error = await errorOf(client.call(read));
      client.close();
      expect(error.reason).toBe('unreadable');
      expect(error.message).toContain('larger than 100000 bytes');
    })(),
  );

  it(
    'is told from one that is just large',
    withFhirServer(async (server) => {
      server.on('GET', 'Task/1', { body: { ...task, description: 'x'.repeat(90_000) } });
      const client = limited(server.baseUrl);
      expect((await client.call(read)).resource?.resourceType).toBe('Task');
      client.close();
    }),
  );
});

describe('no whole answer', () => {
  it.each<[string, Reply]>([
    ['the connection is cut before it', (response) => void response.destroy()],
    [
      'the connection is cut midway',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/fhir+json', 'content-length': '1000' });
        response.write('{"resourceType":"Task",');
        setTimeout(() => response.destroy(), 20);
      },
    ],
    [
      'the connection is cut between chunks',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/fhir+json' });
        response.write(JSON.stringify(task));
        setTimeout(() => response.destroy(), 20);
      },
    ],
  ])('is a network error: %s', (_name, reply) =>
    withFhirServer(async (server) => {
      server.on('GET', 'Task/1', reply);
      const error = await withClient(accountAt(server.baseUrl), (client) => errorOf(client.call(read)));
      expect(error).toMatchObject({ reason: 'network', status: null });
    })(),
  );

  it('is a network error where no server listens', async () => {
    const { server, close } = await startFhirServer();
    await close();
    const error = await withClient(accountAt(server.baseUrl), (client) => errorOf(client.call(read)));
    expect(error).toMatchObject({ reason: 'network', status: null });
    expect(error.message).toContain('ECONNREFUSED');
  });

  it.each<[string, Reply]>([
    ['that never comes', () => undefined],
    [
      'that never ends',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/fhir+json' });
        response.write('{"resourceType":');
      },
    ],
  ])('within the time limit is a network error: one %s', (_name, reply) =>
    withFhirServer(async (server) => {
      server.on('GET', 'Task/1', reply);
      const client = new FhirClient(accountAt(server.baseUrl), { timeoutMs: 100 });
      const error = await errorOf(client.call(read));
      client.close();
      expect(error.reason).toBe('network');
      expect(error.message).toContain('ETIMEDOUT');
    })(),
  );

  it(
    'within the time limit is a network error: one that has come, and is unpacked for longer',
    withFhirServer(async (server) => {
      const packed = brotliCompressSync(`${JSON.stringify(task)}${' '.repeat(150_000_000)}`, {
        params: { [constants.BROTLI_PARAM_QUALITY]: 2 },
      });
      server.on('GET', 'Task/1', (response) => {
        response.writeHead(200, { 'content-type': 'application/fhir+json', 'content-encoding': 'br' });
        response.end(packed);
      });
      const client = new FhirClient(accountAt(server.baseUrl), { timeoutMs: 50, maximumBytes: 200_000_000 });
      const error = await errorOf(client.call(read));
      client.close();
      expect(error.reason).toBe('network');
      expect(error.message).toContain('ETIMEDOUT');
    }),
  );

  it(
    'is sent once, because Temporal retries',
    withFhirServer(async (server) => {
      server.on('GET', 'Task/1', (response) => void response.destroy());
      await withClient(accountAt(server.baseUrl), (client) => errorOf(client.call(read)));
      expect(server.calls()).toHaveLength(1);
    }),
  );

  it(
    'is waited for after the caller has given up: the cancellation passes as it is',
    withFhirServer(async (server) => {
      server.on('GET', 'Task/1', () => undefined);
      const abort = new AbortController();
      const reason = new Error('the worker shuts down');
      setTimeout(() => abort.abort(reason), 50);
      await withClient(accountAt(server.baseUrl), async (client) => {
        await expect(client.call({ ...read, signal: abort.signal })).rejects.toBe(reason);
      });
    }),
  );
});

describe('what a status code means', () => {
  it.each([
    [400, 'invalid'],
    [401, 'denied'],
    [402, 'invalid'],
    [403, 'denied'],
    [404, 'missing'],
    [405, 'unsupported'],
    [406, 'unsupported'],
    [408, 'network'],
    [409, 'conflict'],
    [410, 'missing'],
    [412, 'conflict'],
    [413, 'invalid'],
    [415, 'unsupported'],
    [422, 'invalid'],
    [429, 'throttled'],
    [500, 'server'],
    [501, 'unsupported'],
    [502, 'server'],
    [503, 'server'],
    [504, 'server'],
    [599, 'server'],
  ])('%i: %s; its OperationOutcome is in the error', (status, reason) =>
    withFhirServer(async (server) => {
      server.on('GET', 'Task/1', { status, body: outcome('Out of leaflets.') });
      const error = await withClient(accountAt(server.baseUrl), (client) => errorOf(client.call(read)));
      expect(error).toMatchObject({
        reason,
        status,
        issues: [{ severity: 'error', code: 'invalid', text: 'Out of leaflets.', expression: [] }],
      });
      const to = status === 406 ? ' to application/fhir+json' : '';
      expect(error.message).toBe(`GET Task/1: the service answered ${status}${to}: Out of leaflets.`);
    })(),
  );

  it.each<[string, Reply]>([
    ['JSON', { status: 401, body: { statusCode: 401, message: 'Access denied due to missing key.' } }],
    ['HTML', { status: 401, body: '<html><body>Access denied</body></html>' }],
    ['nothing', { status: 401 }],
  ])('is the same where a gateway answers with %s', (_name, reply) =>
    withFhirServer(async (server) => {
      server.on('GET', 'Task/1', reply);
      const error = await withClient(accountAt(server.baseUrl), (client) => errorOf(client.call(read)));
      expect(error).toMatchObject({ reason: 'denied', status: 401, issues: [] });
    })(),
  );
});

describe('an answer that is not FHIR', () => {
  const messageOf = (reply: Reply): Promise<string> =>
    new Promise((resolve, reject) => {
      withFhirServer(async (server) => {
        server.on('GET', 'Task/1', reply);
        const error = await withClient(accountAt(server.baseUrl), (client) => errorOf(client.call(read)));
        resolve(error.message.replace('GET Task/1: the service answered ', ''));
      })().catch(reject);
    });

  it.each<[string, unknown, string]>([
    [
      'a gateway’s JSON',
      { statusCode: 401, message: 'Access denied due to missing subscription key.' },
      '403: Access denied due to missing subscription key.',
    ],
    ['nested JSON', { error: { code: 'Forbidden', message: 'IP not allowed' } }, '403: IP not allowed'],
    ['problem details', { title: 'Forbidden', detail: 'Quota is used up.' }, '403: Quota is used up.'],
    ['a page', '<html><head><title>403 Forbidden</title></head></html>', '403: 403 Forbidden'],
    ['a page without title', '<html><body><h1>No</h1> <p>entry</p></body></html>', '403: No entry'],
    ['text', 'Blocked by\n policy', '403: Blocked by policy'],
    ['JSON that says nothing', { a: 1 }, '403'],
    ['nothing', undefined, '403'],
  ])('is quoted in the error: %s', async (_name, body, message) => {
    expect(await messageOf({ status: 403, body })).toBe(message);
  });

  it('is quoted in part where it is long', async () => {
    expect((await messageOf({ status: 502, body: 'x'.repeat(5_000) })).length).toBeLessThan(320);
  });
});

describe('a version that the service does not speak', () => {
  it(
    'is named: media type and API version are what an operator can change',
    withFhirServer(async (server) => {
      server.on('GET', 'Task/1', { status: 406, body: outcome('Supported are 1.0, 0.9.') });
      const error = await withClient(accountAt(server.baseUrl, { apiVersion: '9.9' }), (client) =>
        errorOf(client.call(read)),
      );
      expect(error).toMatchObject({ reason: 'unsupported', status: 406 });
      expect(error.message).toContain(
        '406 to application/fhir+json, x-api-version 9.9: Supported are 1.0, 0.9.',
      );
    }),
  );
});

describe('Retry-After', () => {
  const retryAfter = (header: string): Promise<number | null> =>
    new Promise((resolve, reject) => {
      withFhirServer(async (server) => {
        server.on('GET', 'Task/1', { status: 429, headers: { 'retry-after': header } });
        const error = await withClient(accountAt(server.baseUrl), (client) => errorOf(client.call(read)));
        resolve(error.retryAfterSeconds);
      })().catch(reject);
    });

  it.each([
    ['7', 7],
    ['0', 0],
    ['86400', 86_400],
  ])('%s is seconds', async (header, seconds) => {
    expect(await retryAfter(header)).toBe(seconds);
  });

  it('may be a date to come', async () => {
    const seconds = await retryAfter(new Date(Date.now() + 120_000).toUTCString());
    expect(seconds).toBeGreaterThan(110);
    expect(seconds).toBeLessThanOrEqual(120);
  });

  it('may be a date that has passed', async () => {
    expect(await retryAfter(new Date(Date.now() - 120_000).toUTCString())).toBe(0);
  });

  it.each(['soon', '-5', '1.5', 'tomorrow 5'])('%s says nothing', async (header) => {
    expect(await retryAfter(header)).toBeNull();
  });
});

describe('the key', () => {
  const broken: [string, Reply][] = [
    ['refused', { status: 403, body: outcome('No.') }],
    ['refused in its own words', { status: 403, body: outcome(`${KEY} is not valid.`) }],
    ['refused by a gateway that repeats it', { status: 401, body: { message: `Invalid key ${KEY}` } }],
    [
      'refused by a page with all headers',
      { status: 502, body: `<pre>ocp-apim-subscription-key: ${KEY}</pre>` },
    ],
    ['redirected with it', { status: 302, headers: { location: `https://elsewhere.example/?key=${KEY}` } }],
    ['redirected', { status: 302, headers: { location: 'https://elsewhere.example/' } }],
    ['cut off', (response) => void response.destroy()],
    ['unreadable', { body: '<html/>' }],
    ['too large', { body: { ...task, description: 'x'.repeat(2_000) } }],
    ['too late', () => undefined],
  ];

  it.each(broken)('is in nothing that an error shows: %s', (_name, reply) =>
    withFhirServer(async (server) => {
      server.on('POST', 'Task', reply);
      // Long enough for the request to reach the server on a busy machine.
      const client = new FhirClient(accountAt(server.baseUrl), { timeoutMs: 2_000, maximumBytes: 1_000 });
      const error = await errorOf(client.call({ method: 'POST', path: 'Task', body: task }));
      client.close();
      expect(server.requests[0]?.headers['ocp-apim-subscription-key']).toBe(KEY);
      expect(everythingShownOf(error)).not.toContain(KEY);
    })(),
  );

  it(
    'is in nothing that an answer with 2xx says, or a link with it in its query',
    withFhirServer(async (server) => {
      const path = `Task?page=2&subscription-key=${KEY}`;
      const headers = { warning: `299 - "${KEY} ends"` };
      server.on('GET', path, { headers, body: outcome(`${KEY} is not known.`) }, { status: 500 });
      await withClient(accountAt(server.baseUrl), async (client) => {
        const { resource, warnings } = await client.call({ method: 'GET', path });
        const error = await errorOf(client.call({ method: 'GET', path }));
        expect([resource, warnings, error].map(everythingShownOf).join()).not.toContain(KEY);
      });
    }),
  );

  it('is not in the error of a call that was not made', async () => {
    const client = new FhirClient(accountAt('http://127.0.0.1:9/fhir'));
    const error = await errorOf(client.call({ method: 'GET', path: 'https://elsewhere.example/' }));
    expect(everythingShownOf(error)).not.toContain(KEY);
    expect(error).toBeInstanceOf(FhirError);
  });

  it('is in nothing that the client or its account shows', () => {
    const client = new FhirClient(accountAt('http://127.0.0.1:9/fhir'));
    expect(everythingShownOf(client.account)).not.toContain(KEY);
    client.close();
  });
});
